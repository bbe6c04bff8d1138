DROP SCHEMA IF EXISTS c33 CASCADE;
CREATE SCHEMA c33;
CREATE TABLE c33."😀" (v text CHECK (v <> '；'));
INSERT INTO c33."😀" VALUES ('日本語；、;'), ('é'), ('é'), ('👩‍👩‍👧'), (' nbsp '), ('‮rtl');
COMMENT ON TABLE c33."😀" IS 'ÄÖÜ €';
