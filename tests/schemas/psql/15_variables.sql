DROP SCHEMA IF EXISTS c15 CASCADE;
CREATE SCHEMA c15;
CREATE TABLE c15.seen (n serial, v text);
\set word hello
\set quoted 'it''s "quoted"; \n'
\set joined :word ' and ' :'word' "x" y
\set number 42
\set empty
\set table 'Odd "table"; name'
\set list '1, 2'
INSERT INTO c15.seen (v) VALUES (:'word'), (:'quoted'), (:'joined'), (:number), (:'empty'), (':word'), ($$:word$$), (E':word');
CREATE TABLE c15.:"table" (a int); INSERT INTO c15.:"table" VALUES (:number);
INSERT INTO c15.seen (v) SELECT unnest(ARRAY[:list])::text;
INSERT INTO c15.seen (v) SELECT (ARRAY['a','b','c'])[2:3]::text; -- no variable, :word
INSERT INTO c15.seen (v) SELECT 'cast'::text; INSERT INTO c15.seen (v) SELECT 1 ::text;
CREATE FUNCTION c15.f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a'; INSERT INTO c15.seen (v) SELECT c15.f(a := 5);
INSERT INTO c15.seen (v) VALUES (:{?word}::text), (:{?nothing}::text);
\unset word
INSERT INTO c15.seen (v) VALUES (:{?word}::text);
\set statement 'INSERT INTO c15.seen (v) VALUES (1);'
:statement
\set fragment 'c15.seen (v) VALUES'
INSERT INTO :fragment ('fragment');
\set a 1
\set b :a
\set a 2
INSERT INTO c15.seen (v) VALUES (:a), (:b), (:a:b);
\set ON_ERROR_STOP on
\set ON_ERROR_STOP 1
\set c 'x' \\ INSERT INTO c15.seen (v) VALUES (:'c');
