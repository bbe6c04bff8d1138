DROP SCHEMA IF EXISTS c27 CASCADE;
CREATE SCHEMA c27;
SET search_path = c27;
CREATE TEMP TABLE gone (a int);
CREATE TABLE before (a int);
\connect -
CREATE TABLE c27.after AS SELECT current_schemas(false)::text AS path, to_regclass('gone') IS NULL AS gone;
\c
