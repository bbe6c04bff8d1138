DROP SCHEMA IF EXISTS c10 CASCADE;
CREATE SCHEMA c10;

CREATE TABLE c10.t (a int, -- comment
  v text);
INSERT INTO c10.t VALUES (1, 'two
lines;'), (2, 'joined '
  'here'), (3, E'\r\n');
CREATE FUNCTION c10.f() RETURNS text LANGUAGE plpgsql AS $f$
BEGIN
  RETURN 'x';
END
$f$;
\set name 'c10'
\echo :name
INSERT INTO :name.t VALUES (4, c10.f());
\if true
INSERT INTO c10.t VALUES (5, NULL);
\endif
COPY c10.t FROM stdin;
6	six
7	\N
\.
INSERT INTO c10.t VALUES (8, 'last')
