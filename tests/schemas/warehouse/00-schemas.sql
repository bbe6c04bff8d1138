/* Schemas, roles and what new objects grant by themselves.
   /* A comment in a comment, with a ; and a lone quote ' and a lone " and $$ */
   Still the outer comment; CREATE SCHEMA not_this_one; */
\set ON_ERROR_STOP on
\ir includes/common.psql
\echo warehouse: schemas and roles

CREATE EXTENSION IF NOT EXISTS plpgsql;

DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'wh_owner') THEN
        CREATE ROLE wh_owner NOLOGIN;
    END IF;
END
$do$;

DO $do$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['wh_reader', 'wh_writer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role_name) THEN
            EXECUTE format($sql$CREATE ROLE %I NOLOGIN$sql$, role_name);
        END IF;
    END LOOP;
END
$do$;

-- A role that only generated statements create.
SELECT format('CREATE ROLE %I NOLOGIN', wanted.name)
FROM (VALUES ('wh_auditor'), ('wh_Clerk')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name)
ORDER BY wanted.name
\gexec

DO $$ BEGIN
    -- GRANT of a membership that exists is only a notice.
    GRANT wh_reader TO wh_writer;
END $$;

CREATE SCHEMA IF NOT EXISTS core AUTHORIZATION wh_owner;
CREATE SCHEMA IF NOT EXISTS sales AUTHORIZATION wh_owner;
CREATE SCHEMA IF NOT EXISTS stock AUTHORIZATION wh_owner;
CREATE SCHEMA IF NOT EXISTS audit; CREATE SCHEMA IF NOT EXISTS reporting;   -- two on a line
CREATE SCHEMA IF NOT EXISTS staging
;

COMMENT ON SCHEMA core IS 'Products, partners and what everything else refers to.';
COMMENT ON SCHEMA sales IS 'Orders; partitioned by day.';
COMMENT ON SCHEMA stock IS E'What lies where;\tand what moved\\';
COMMENT ON SCHEMA audit IS $c$Who changed what; it's append-only.$c$;

GRANT USAGE ON SCHEMA core, sales, stock, reporting TO :"wh_reader", :"wh_writer";
GRANT USAGE ON SCHEMA audit TO wh_auditor;
GRANT USAGE ON SCHEMA core, sales TO "wh_Clerk";

ALTER DEFAULT PRIVILEGES IN SCHEMA core, sales, stock GRANT SELECT ON TABLES TO wh_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA sales, stock
    GRANT INSERT, UPDATE ON TABLES TO wh_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE wh_owner IN SCHEMA core
    GRANT EXECUTE ON FUNCTIONS TO wh_reader WITH GRANT OPTION;
