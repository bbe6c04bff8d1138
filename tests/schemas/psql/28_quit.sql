DROP SCHEMA IF EXISTS c28 CASCADE;
CREATE SCHEMA c28;
\echo one 'two  three' "four" :nothing
\qecho five
\warn six
\echo -n seven
CREATE TABLE c28.t (a int)
\g
CREATE TABLE c28.u (a int) \g
SELECT 1; \echo between \\ SELECT 2;
\q
CREATE TABLE c28.not_here (a int);
this is 'not even SQL
