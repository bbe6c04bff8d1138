-- The application sets app.account_id at the start of each request.
ALTER SCHEMA tenants OWNER TO tenants_owner;
ALTER SCHEMA billing OWNER TO tenants_owner;

ALTER TABLE tenants.account OWNER TO tenants_owner;
ALTER TABLE tenants.account ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS account_of_account ON tenants.account;
CREATE POLICY account_of_account ON tenants.account TO tenants_app
  USING (id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.account;
CREATE POLICY "support reads" ON tenants.account FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.account TO tenants_app;
GRANT SELECT ON tenants.account TO tenants_support;
REVOKE TRUNCATE ON tenants.account FROM tenants_app;

ALTER TABLE tenants.person OWNER TO tenants_owner;
GRANT SELECT, UPDATE (display_name, locale) ON TABLE tenants.person TO tenants_app;

ALTER TABLE tenants.member OWNER TO tenants_owner;
ALTER TABLE tenants.member ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS member_of_account ON tenants.member;
CREATE POLICY member_of_account ON tenants.member TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.member;
CREATE POLICY "support reads" ON tenants.member FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.member TO tenants_app;
GRANT SELECT ON tenants.member TO tenants_support;
REVOKE TRUNCATE ON tenants.member FROM tenants_app;

ALTER TABLE tenants.project OWNER TO tenants_owner;
ALTER TABLE tenants.project ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS project_of_account ON tenants.project;
CREATE POLICY project_of_account ON tenants.project TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.project;
CREATE POLICY "support reads" ON tenants.project FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.project TO tenants_app;
GRANT SELECT ON tenants.project TO tenants_support;
REVOKE TRUNCATE ON tenants.project FROM tenants_app;

ALTER TABLE tenants.task OWNER TO tenants_owner;
ALTER TABLE tenants.task ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS task_of_account ON tenants.task;
CREATE POLICY task_of_account ON tenants.task TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.task;
CREATE POLICY "support reads" ON tenants.task FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.task TO tenants_app;
GRANT SELECT ON tenants.task TO tenants_support;
REVOKE TRUNCATE ON tenants.task FROM tenants_app;

ALTER TABLE tenants.remark OWNER TO tenants_owner;
ALTER TABLE tenants.remark ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS remark_of_account ON tenants.remark;
CREATE POLICY remark_of_account ON tenants.remark TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.remark;
CREATE POLICY "support reads" ON tenants.remark FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.remark TO tenants_app;
GRANT SELECT ON tenants.remark TO tenants_support;
REVOKE TRUNCATE ON tenants.remark FROM tenants_app;

ALTER TABLE tenants.attachment OWNER TO tenants_owner;
ALTER TABLE tenants.attachment ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS attachment_of_account ON tenants.attachment;
CREATE POLICY attachment_of_account ON tenants.attachment TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.attachment;
CREATE POLICY "support reads" ON tenants.attachment FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.attachment TO tenants_app;
GRANT SELECT ON tenants.attachment TO tenants_support;
REVOKE TRUNCATE ON tenants.attachment FROM tenants_app;

ALTER TABLE tenants.webhook OWNER TO tenants_owner;
ALTER TABLE tenants.webhook ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS webhook_of_account ON tenants.webhook;
CREATE POLICY webhook_of_account ON tenants.webhook TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON tenants.webhook;
CREATE POLICY "support reads" ON tenants.webhook FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants.webhook TO tenants_app;
GRANT SELECT ON tenants.webhook TO tenants_support;
REVOKE TRUNCATE ON tenants.webhook FROM tenants_app;

ALTER TABLE billing.invoice OWNER TO tenants_owner;
ALTER TABLE billing.invoice ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing.invoice FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS invoice_of_account ON billing.invoice;
CREATE POLICY invoice_of_account ON billing.invoice TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON billing.invoice;
CREATE POLICY "support reads" ON billing.invoice FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON billing.invoice TO tenants_app;
GRANT SELECT ON billing.invoice TO tenants_support;
REVOKE TRUNCATE ON billing.invoice FROM tenants_app;

ALTER TABLE billing.invoice_line OWNER TO tenants_owner;
ALTER TABLE billing.invoice_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing.invoice_line FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS invoice_line_of_account ON billing.invoice_line;
CREATE POLICY invoice_line_of_account ON billing.invoice_line TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON billing.invoice_line;
CREATE POLICY "support reads" ON billing.invoice_line FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON billing.invoice_line TO tenants_app;
GRANT SELECT ON billing.invoice_line TO tenants_support;
REVOKE TRUNCATE ON billing.invoice_line FROM tenants_app;

ALTER TABLE billing.payment OWNER TO tenants_owner;
ALTER TABLE billing.payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing.payment FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS payment_of_account ON billing.payment;
CREATE POLICY payment_of_account ON billing.payment TO tenants_app
  USING (account_id = tenants.current_account())
  WITH CHECK (account_id = tenants.current_account());
DROP POLICY IF EXISTS "support reads" ON billing.payment;
CREATE POLICY "support reads" ON billing.payment FOR SELECT TO tenants_support USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON billing.payment TO tenants_app;
GRANT SELECT ON billing.payment TO tenants_support;
REVOKE TRUNCATE ON billing.payment FROM tenants_app;

REVOKE UPDATE, DELETE ON billing.payment FROM tenants_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA tenants TO tenants_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tenants TO tenants_app, tenants_support;
ALTER DEFAULT PRIVILEGES IN SCHEMA tenants GRANT SELECT ON TABLES TO tenants_support;
ALTER DEFAULT PRIVILEGES FOR ROLE tenants_owner IN SCHEMA billing REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
