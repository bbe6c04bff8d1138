CREATE INDEX IF NOT EXISTS project_account_id_idx ON tenants.project (account_id);
CREATE INDEX IF NOT EXISTS task_account_id_idx ON tenants.task (account_id);
CREATE INDEX IF NOT EXISTS remark_account_id_idx ON tenants.remark (account_id);
CREATE INDEX IF NOT EXISTS attachment_account_id_idx ON tenants.attachment (account_id);
CREATE INDEX IF NOT EXISTS webhook_account_id_idx ON tenants.webhook (account_id);
CREATE INDEX IF NOT EXISTS invoice_account_id_idx ON billing.invoice (account_id);
CREATE INDEX IF NOT EXISTS invoice_line_account_id_idx ON billing.invoice_line (account_id);
CREATE INDEX IF NOT EXISTS payment_account_id_idx ON billing.payment (account_id);
CREATE UNIQUE INDEX IF NOT EXISTS person_email_key ON tenants.person (lower(email));
CREATE INDEX IF NOT EXISTS member_person_id_idx ON tenants.member USING btree (person_id);
CREATE INDEX IF NOT EXISTS task_due_idx ON tenants.task (account_id, due NULLS FIRST) WHERE state <> 'done';
CREATE INDEX IF NOT EXISTS task_labels_idx ON tenants.task USING gin (labels);
CREATE INDEX IF NOT EXISTS task_search_idx ON tenants.task
  USING gin (to_tsvector('english', title || ' ' || coalesce(body, '')));
CREATE INDEX IF NOT EXISTS account_settings_idx ON tenants.account USING gin (settings jsonb_path_ops);
CREATE INDEX IF NOT EXISTS remark_task_id_idx ON tenants.remark (task_id, created_at DESC) INCLUDE (author_id);
CREATE UNIQUE INDEX IF NOT EXISTS payment_reference_key ON billing.payment (method, reference) WHERE reference IS NOT NULL;
-- Was over one column once.
DROP INDEX IF EXISTS billing.payment_invoice_idx;
CREATE INDEX IF NOT EXISTS payment_invoice_id_created_at_idx ON billing.payment (invoice_id, created_at) WITH (fillfactor = 80);
COMMENT ON INDEX tenants.task_due_idx IS 'For the calendar';
