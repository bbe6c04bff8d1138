DROP SCHEMA IF EXISTS c19 CASCADE;
CREATE SCHEMA c19;
CREATE TABLE c19.seen (n serial, v text);
SELECT 'it''s' AS a, 2 AS b, NULL AS c \gset
INSERT INTO c19.seen (v) VALUES (:'a'), (:b), (:{?c}::text);
SELECT 1 AS x, 'c19' AS schema
\gset pre_
INSERT INTO :pre_schema.seen (v) VALUES (:pre_x);
SELECT count(*) > 2 AS many, count(*) > 100 AS lots FROM c19.seen \gset
\if :lots
    INSERT INTO c19.seen (v) VALUES ('not here');
\elif :many
    INSERT INTO c19.seen (v) VALUES ('many');
\endif
SELECT 'c19.' || quote_ident('t' || :b) AS name \gset
CREATE TABLE :name (a int);
