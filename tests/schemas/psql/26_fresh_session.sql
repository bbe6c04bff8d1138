-- Nothing of the file before is left; the names are free again.
DROP SCHEMA IF EXISTS c26 CASCADE;
CREATE SCHEMA c26;
CREATE TABLE c26.seen AS SELECT current_schemas(false)::text AS path, current_setting('timezone') AS z,
    current_setting('datestyle') AS d, coalesce(current_setting('c25.custom', true), '') AS c, current_user = session_user AS same;
CREATE TEMP TABLE scratch (b text);
PREPARE statement AS SELECT 2;
DECLARE hold CURSOR WITH HOLD FOR SELECT 2;
INSERT INTO c26.seen (path) SELECT count(*)::text FROM pg_listening_channels();
