DROP SCHEMA IF EXISTS c01 CASCADE;
CREATE SCHEMA c01;
CREATE TABLE c01.seen (n int, v text);
INSERT INTO c01.seen VALUES (1, $$a; 'b' "c" -- d /* e */ \f$$), (2, $x$ $$ ; $y$ ; $x$), (3, $$$$);
INSERT INTO c01.seen VALUES (4, $täg_1$ $tag$; $tägg$ $täg_1$);
-- A dollar inside an identifier starts no literal.
CREATE TABLE c01.a$b$c (x$ int); INSERT INTO c01.a$b$c VALUES (1); INSERT INTO c01.seen SELECT 5, 'a$b$c' FROM c01.a$b$c;
PREPARE p (int, text) AS INSERT INTO c01.seen VALUES ($1, $2); EXECUTE p (6, '$1;$2');
CREATE OR REPLACE FUNCTION c01.f() RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE $q$ SELECT $inner$;$inner$ $q$;
    RETURN $_1$; -- $body
$_1$;
END;
$body$;
INSERT INTO c01.seen SELECT 7, c01.f();
SELECT $$unfinished '
$$ AS v; INSERT INTO c01.seen VALUES (8, $$
$$);
