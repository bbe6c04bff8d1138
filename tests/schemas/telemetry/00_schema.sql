-- Everything is in one schema, which each script puts first.
CREATE SCHEMA IF NOT EXISTS telemetry;
DO $$
BEGIN
  CREATE ROLE telemetry_writer;
EXCEPTION WHEN duplicate_object THEN
  RAISE NOTICE 'role telemetry_writer is there';
END
$$;
DO
$do$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'telemetry_reader') THEN
    CREATE ROLE telemetry_reader NOLOGIN;
  END IF;
END
$do$;
GRANT telemetry_reader TO telemetry_writer;
ALTER ROLE telemetry_reader SET statement_timeout = '30s';
GRANT USAGE ON SCHEMA telemetry TO telemetry_reader;
GRANT CREATE, USAGE ON SCHEMA telemetry TO telemetry_writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA telemetry GRANT SELECT ON TABLES TO telemetry_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA telemetry GRANT INSERT ON TABLES TO telemetry_writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA telemetry GRANT USAGE ON SEQUENCES TO telemetry_writer;
