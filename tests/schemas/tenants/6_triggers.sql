DROP TRIGGER IF EXISTS account_touch ON tenants.account;
CREATE TRIGGER account_touch BEFORE UPDATE ON tenants.account
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS person_touch ON tenants.person;
CREATE TRIGGER person_touch BEFORE UPDATE ON tenants.person
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS member_touch ON tenants.member;
CREATE TRIGGER member_touch BEFORE UPDATE ON tenants.member
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS project_touch ON tenants.project;
CREATE TRIGGER project_touch BEFORE UPDATE ON tenants.project
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS task_touch ON tenants.task;
CREATE TRIGGER task_touch BEFORE UPDATE ON tenants.task
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS remark_touch ON tenants.remark;
CREATE TRIGGER remark_touch BEFORE UPDATE ON tenants.remark
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS attachment_touch ON tenants.attachment;
CREATE TRIGGER attachment_touch BEFORE UPDATE ON tenants.attachment
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS webhook_touch ON tenants.webhook;
CREATE TRIGGER webhook_touch BEFORE UPDATE ON tenants.webhook
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS invoice_touch ON billing.invoice;
CREATE TRIGGER invoice_touch BEFORE UPDATE ON billing.invoice
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS invoice_line_touch ON billing.invoice_line;
CREATE TRIGGER invoice_line_touch BEFORE UPDATE ON billing.invoice_line
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS payment_touch ON billing.payment;
CREATE TRIGGER payment_touch BEFORE UPDATE ON billing.payment
  FOR EACH ROW EXECUTE FUNCTION private.touch();

DROP TRIGGER IF EXISTS task_state_change ON tenants.task;
CREATE TRIGGER task_state_change AFTER UPDATE OF state ON tenants.task
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION private.tell('task', 'state');

CREATE OR REPLACE TRIGGER invoice_total AFTER INSERT OR UPDATE OR DELETE ON billing.invoice_line
  FOR EACH ROW EXECUTE PROCEDURE billing.add_up();

DROP TRIGGER IF EXISTS member_owner_stays ON tenants.member;
CREATE CONSTRAINT TRIGGER member_owner_stays AFTER UPDATE OR DELETE ON tenants.member
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION private.owner_stays();
COMMENT ON TRIGGER member_owner_stays ON tenants.member IS 'At the end of the transaction';

DROP TRIGGER IF EXISTS remark_moved ON tenants.remark;
CREATE TRIGGER remark_moved AFTER UPDATE ON tenants.remark
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION private.tell('remark');
