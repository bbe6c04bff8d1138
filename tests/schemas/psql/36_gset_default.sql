-- A variable that may be given with -v, else has a default: psql leaves ':name' as it is within quotes.
\set gset_name ':gset_name'
SELECT CASE WHEN :'gset_name' = ':gset_name' THEN 'gset_dflt' ELSE :'gset_name' END AS gset_name
\gset
CREATE TABLE IF NOT EXISTS :gset_name (a int);
\set gset_again 1
SELECT 'gset_second' AS again, NULL AS gone \gset gset_
CREATE TABLE IF NOT EXISTS :gset_again (a int);
\if :{?gset_gone}
CREATE TABLE IF NOT EXISTS gset_never (a int);
\endif
\set gset_copy :gset_again _copy
CREATE TABLE IF NOT EXISTS :gset_copy (a int);
\set gset_branch a
SELECT true AS gset_yes \gset
\if :gset_yes
\set gset_branch gset_in_branch
\else
\set gset_branch gset_in_other
\endif
CREATE TABLE IF NOT EXISTS :gset_branch (a int);
\set gset_all before
SELECT * FROM (SELECT 'gset_star' AS gset_all) AS x \gset
CREATE TABLE IF NOT EXISTS :"gset_all" (a int);
