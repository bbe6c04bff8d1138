-- Every statement on its own, as psql sends them.
-- pgsettle: no-transaction
DROP SCHEMA IF EXISTS c23 CASCADE;
CREATE SCHEMA c23;
CREATE TABLE c23.seen (v text, at timestamptz, tx text DEFAULT txid_current()::text);
INSERT INTO c23.seen VALUES ('a', now()); INSERT INTO c23.seen VALUES ('b', now());
CREATE PROCEDURE c23.p() LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1..3 LOOP
        INSERT INTO c23.seen VALUES ('p' || i, clock_timestamp());
        COMMIT;
    END LOOP;
    INSERT INTO c23.seen VALUES ('rolled back', now());
    ROLLBACK;
END $$;
CALL c23.p();
DO $$ BEGIN INSERT INTO c23.seen VALUES ('do', clock_timestamp()); COMMIT; END $$;
SET search_path = c23;
VACUUM seen;
CREATE TABLE result AS SELECT count(DISTINCT at) AS times, count(DISTINCT tx) AS transactions, string_agg(v, ',' ORDER BY v) FROM seen;
ALTER TABLE seen DROP COLUMN at, DROP COLUMN tx;
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';
CREATE TABLE coloured AS SELECT 'blue'::colour AS c;
BEGIN; INSERT INTO seen VALUES ('block'); COMMIT;
COPY seen FROM stdin;
copied
\.
CREATE INDEX CONCURRENTLY seen_v ON seen (v);
