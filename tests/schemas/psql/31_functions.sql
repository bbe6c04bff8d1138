DROP SCHEMA IF EXISTS c31 CASCADE;
CREATE SCHEMA c31;
CREATE FUNCTION c31.old(text) RETURNS text AS 'SELECT ''it''''s; '' || $1' LANGUAGE sql;
CREATE FUNCTION c31.escaped() RETURNS text AS E'SELECT \'a;\\\\b\'::text' LANGUAGE sql;
CREATE OR REPLACE FUNCTION c31.dynamic(t text) RETURNS int LANGUAGE plpgsql SET search_path = c31, pg_temp AS $f$
DECLARE
    n int; -- "quoted
    s constant text := $$it's;$$;
BEGIN
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I (a text DEFAULT %L)', t, s);
    EXECUTE 'INSERT INTO ' || quote_ident(t) || ' DEFAULT VALUES; SELECT 1;';
    GET DIAGNOSTICS n = ROW_COUNT;
    RAISE NOTICE 'done: %', n;
    BEGIN
        PERFORM 1 / 0;
    EXCEPTION WHEN division_by_zero THEN
        NULL;
    END;
    RETURN n;
END
$f$;
SELECT c31.dynamic('ma;de'); SELECT c31.old('x'), c31.escaped();
CREATE TRIGGER t BEFORE INSERT ON c31."ma;de" FOR EACH ROW WHEN (new.a = ';') EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE AGGREGATE c31.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE CAST (c31."ma;de" AS text) WITH INOUT;
