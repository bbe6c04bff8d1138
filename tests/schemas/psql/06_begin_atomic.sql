DROP SCHEMA IF EXISTS c06 CASCADE;
CREATE SCHEMA c06;
CREATE TABLE c06.t (a int, b text);
CREATE OR REPLACE FUNCTION c06.f(x int) RETURNS text LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO c06.t VALUES (x, CASE WHEN x > 1 THEN 'many;' ELSE CASE x WHEN 1 THEN 'one' END END);
    SELECT CASE WHEN x = 1 THEN (SELECT max(b) FROM c06.t) ELSE 'end;' END; -- END;
END;
CREATE OR REPLACE PROCEDURE c06.p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO c06.t VALUES (x, 'p'); DELETE FROM c06.t WHERE a = -x; END;
CREATE FUNCTION c06.g(x int) RETURNS int LANGUAGE sql RETURN x + 1;
create or replace function c06.h() returns void begin atomic /* ; */ end;
SELECT c06.f(1); SELECT c06.f(2); CALL c06.p(3);
-- Names that only look like it.
CREATE TABLE c06.atomic ("begin" int, "end" int);
BEGIN; INSERT INTO c06.t VALUES (c06.g(4), 'end'); END;
