-- What came after a table's first version, in the order in which it came.
ALTER TABLE tenants.person ADD COLUMN IF NOT EXISTS phone text;
ALTER TABLE tenants.person ADD COLUMN IF NOT EXISTS verified boolean NOT NULL DEFAULT false;
ALTER TABLE tenants.task
  ADD COLUMN IF NOT EXISTS assignee_id bigint REFERENCES tenants.person (id) ON DELETE SET NULL,
  ADD COLUMN IF NOT EXISTS closed_at timestamptz;
ALTER TABLE tenants.task ALTER COLUMN position SET DEFAULT 1.5;
ALTER TABLE tenants.task ALTER COLUMN body SET STORAGE EXTENDED;
ALTER TABLE tenants.task ALTER COLUMN labels SET STATISTICS 500;
ALTER TABLE tenants.project ALTER COLUMN colour DROP DEFAULT;
ALTER TABLE tenants.project ALTER COLUMN colour SET DEFAULT 16777215, ALTER COLUMN colour SET NOT NULL;
-- pgsettle: ignore destructive-drop: nobody reads it since 2.3
ALTER TABLE tenants.webhook DROP COLUMN IF EXISTS retries;
ALTER TABLE tenants.webhook ALTER COLUMN secret DROP NOT NULL;
ALTER TABLE IF EXISTS tenants.forgotten ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE tenants.remark SET (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 90);

ALTER TABLE tenants.project DROP CONSTRAINT IF EXISTS project_account_id_fkey;
ALTER TABLE tenants.project ADD CONSTRAINT project_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES tenants.account (id) ON DELETE CASCADE;
ALTER TABLE tenants.project DROP CONSTRAINT IF EXISTS project_name_check,
  ADD CONSTRAINT project_name_check CHECK (char_length(name) BETWEEN 1 AND 120);

DO $$ BEGIN
  ALTER TABLE tenants.webhook ADD CONSTRAINT webhook_url_check CHECK (url ~ '^https://');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

DO $$ BEGIN
  ALTER TABLE tenants.project ADD CONSTRAINT project_name_key UNIQUE (account_id, name);
EXCEPTION
  WHEN duplicate_table THEN NULL;
  WHEN duplicate_object THEN NULL;
END $$;

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_constraint
    WHERE conname = 'task_account_id_fkey' AND conrelid = 'tenants.task'::regclass
  ) THEN
    ALTER TABLE tenants.task ADD CONSTRAINT task_account_id_fkey
      FOREIGN KEY (account_id) REFERENCES tenants.account (id) ON DELETE CASCADE NOT VALID;
  END IF;
END
$$;
ALTER TABLE tenants.task VALIDATE CONSTRAINT task_account_id_fkey;

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'billing' AND table_name = 'invoice' AND column_name = 'paid_at'
  ) THEN
    ALTER TABLE billing.invoice ADD COLUMN paid_at timestamptz;
  END IF;
END
$$;

DO $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'billing' AND table_name = 'payment' AND column_name = 'ref'
  ) THEN
    ALTER TABLE billing.payment RENAME COLUMN ref TO reference;
  END IF;
END
$$;

COMMENT ON COLUMN tenants.task.position IS 'Between its neighbours';
COMMENT ON COLUMN tenants.person.phone IS E'With +, without \'0\'';
COMMENT ON COLUMN billing.payment.reference IS $$The bank's$$;
COMMENT ON CONSTRAINT project_name_check ON tenants.project IS 'Too long for the menu';

-- pgsettle: ignore destructive-drop: sessions are kept elsewhere since 2.0
DROP TABLE IF EXISTS tenants.session;
DROP VIEW IF EXISTS tenants.old_board;
DROP TYPE IF EXISTS tenants.colour;
DROP FUNCTION IF EXISTS tenants.board(uuid);
-- pgsettle: ignore destructive-drop: its numbers are those of invoice.id now
DROP SEQUENCE IF EXISTS billing.invoice_number;
