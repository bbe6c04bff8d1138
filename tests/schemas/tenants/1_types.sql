DO $$ BEGIN
  CREATE TYPE tenants.member_role AS ENUM ('owner', 'admin', 'member', 'guest');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

DO $$ BEGIN
  CREATE TYPE tenants.task_state AS ENUM ('open', 'done');
EXCEPTION
  WHEN duplicate_object THEN NULL;
END $$;
ALTER TYPE tenants.task_state ADD VALUE IF NOT EXISTS 'waiting' BEFORE 'done';
ALTER TYPE tenants.task_state ADD VALUE IF NOT EXISTS 'dropped';

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'invoice_state') THEN
    CREATE TYPE billing.invoice_state AS ENUM ('draft', 'sent', 'paid', 'void');
  END IF;
END
$$;

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname = 'billing' AND t.typname = 'amount'
  ) THEN
    CREATE DOMAIN billing.amount AS numeric(14, 2) CHECK (VALUE >= 0);
  END IF;
END
$$;

DO $$
BEGIN
  IF to_regtype('tenants.address') IS NULL THEN
    CREATE TYPE tenants.address AS (street text, postcode varchar(12), city text);
  END IF;
END
$$;

COMMENT ON TYPE tenants.member_role IS 'From the most to the least powerful';
COMMENT ON TYPE tenants.task_state IS 'Where a task stands';
COMMENT ON DOMAIN billing.amount IS 'In the tenant''s currency';
GRANT USAGE ON TYPE tenants.member_role TO tenants_app;
