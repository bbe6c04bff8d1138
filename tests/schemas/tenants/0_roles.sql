-- Roles are of the cluster, so that another database may have made them.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenants_owner', 'tenants_app', 'tenants_support'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
  END LOOP;
END
$$;

CREATE SCHEMA IF NOT EXISTS tenants;
CREATE SCHEMA IF NOT EXISTS billing;
CREATE SCHEMA IF NOT EXISTS private;

COMMENT ON SCHEMA tenants IS 'What belongs to a tenant, under row level security';
COMMENT ON SCHEMA billing IS 'What is owed and paid';
COMMENT ON SCHEMA private IS NULL;

GRANT USAGE ON SCHEMA tenants TO tenants_app, tenants_support;
GRANT USAGE ON SCHEMA billing TO tenants_app, tenants_support;
REVOKE ALL ON SCHEMA private FROM PUBLIC;
