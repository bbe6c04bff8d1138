DROP SCHEMA IF EXISTS c18 CASCADE;
CREATE SCHEMA c18;
SELECT format('CREATE TABLE c18.%I (a int)', name), format('INSERT INTO c18.%I VALUES (%s)', name, n), NULL
FROM (VALUES ('one', 1), ('t;wo', 2)) AS v (name, n) ORDER BY n
\gexec
SELECT 'CREATE VIEW c18.v AS SELECT 1 AS "a;b"' \gexec
SELECT 'this is not run' WHERE false \gexec
SELECT E'CREATE FUNCTION c18.f() RETURNS int LANGUAGE sql AS $$\nSELECT 1; -- :x\n$$' \gexec
