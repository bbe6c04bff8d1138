#include "sql/fallback/object_name.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace pgsettle {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t size>
void expect_names(const Pair (&cases)[size]) {
  for (const auto& [sql, name] : cases) {
    const StatementWords words(sql);
    EXPECT_EQ(object_name(words, command_tag(words)), name) << sql;
  }
}

TEST(ObjectName, IsSpeltAsTheServerReadsIt) {
  expect_names({
      {"CREATE TABLE Public.Agents ()", "public.agents"},
      {"CREATE TABLE \"t\".\"Odd\" ()", "t.\"Odd\""},
      {"CREATE TABLE \"agents\" ()", "agents"},
      {"CREATE TABLE \"a b\".c ()", "\"a b\".c"},
      {"CREATE TABLE \"a\"\"b\" ()", "\"a\"\"b\""},
      {"CREATE TABLE U&\"d\\0061\" ()", "U&\"d\\0061\""},
      {"CREATE TABLE a /* x */ . b ()", "a.b"},
      {"CREATE TABLE db.s.t ()", "db.s.t"},
      {"CREATE TABLE été ()", "été"},
      {"CREATE TABLE 'a' ()", ""},
      {"CREATE TABLE", ""},
  });
}

TEST(ObjectName, StandsBehindGuardsAndModifiers) {
  expect_names({
      {"CREATE TABLE IF NOT EXISTS t ()", "t"},
      {"CREATE TEMP TABLE t ()", "t"},
      {"DROP TABLE IF EXISTS s.a, b", "s.a"},
      {"ALTER TABLE IF EXISTS ONLY t ADD a int", "t"},
      {"ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", ""},
      {"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", "i"},
      {"CREATE INDEX ON ONLY s.t (a)", "on s.t"},
      {"DROP INDEX CONCURRENTLY IF EXISTS i", "i"},
      {"REFRESH MATERIALIZED VIEW CONCURRENTLY v", "v"},
      {"CREATE OR REPLACE FUNCTION s.f(a int)", "s.f"},
      {"CREATE SCHEMA s AUTHORIZATION joe", "s"},
      {"CREATE SCHEMA AUTHORIZATION joe", "joe"},
      {"CREATE SCHEMA IF NOT EXISTS AUTHORIZATION \"Joe\"", "\"Joe\""},
      {"CREATE USER MAPPING IF NOT EXISTS FOR joe SERVER s", "joe"},
      {"CREATE ROLE joe LOGIN", "joe"},
      {"ALTER ROLE ALL SET a = 1", ""},
      {"CREATE STATISTICS s.st ON a, b FROM t", "s.st"},
      {"CREATE STATISTICS ON a, b FROM t", ""},
      {"CREATE TYPE s.mood AS ENUM ('a')", "s.mood"},
      {"CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"", "\"uuid-ossp\""},
      {"CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", "e"},
      {"IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y", "s"},
  });
}

TEST(ObjectName, NamesTheRelationOfWhatBelongsToOne) {
  expect_names({
      {"CREATE TRIGGER g BEFORE INSERT OR UPDATE OF a ON s.t FOR EACH ROW EXECUTE FUNCTION f()",
       "g on s.t"},
      {"CREATE OR REPLACE TRIGGER \"G\" AFTER DELETE ON ONLY t EXECUTE FUNCTION f()", "\"G\" on t"},
      {"DROP TRIGGER IF EXISTS g ON t CASCADE", "g on t"},
      {"ALTER TRIGGER g ON t RENAME TO h", "g on t"},
      {"CREATE POLICY p ON s.t USING (true)", "p on s.t"},
      {"ALTER POLICY p ON t TO joe", "p on t"},
      {"DROP POLICY IF EXISTS p ON t", "p on t"},
      {"CREATE RULE r AS ON INSERT TO s.t WHERE true DO NOTHING", "r on s.t"},
      {"CREATE OR REPLACE RULE r AS ON DELETE TO t DO ALSO (SELECT 1; SELECT 2)", "r on t"},
      {"DROP RULE r ON t", "r on t"},
  });
}

TEST(ObjectName, KnowsOperators) {
  expect_names({
      {"CREATE OPERATOR === (LEFTARG = int)", "==="},
      {"CREATE OPERATOR s.@#@ (LEFTARG = int)", "s.@#@"},
      {"DROP OPERATOR IF EXISTS \"S\".+ (int, int)", "\"S\".+"},
      {"COMMENT ON OPERATOR s.+ (int, int) IS 'a'", "s.+"},
      {"CREATE OPERATOR CLASS c FOR TYPE int USING btree AS STORAGE int", "c"},
      {"COMMENT ON OPERATOR FAMILY f USING btree IS 'a'", "f"},
      {"CREATE CAST (int AS text) WITH FUNCTION f(int)", ""},
      {"COMMENT ON CAST (int AS text) IS 'a'", ""},
  });
}

TEST(ObjectName, FollowsTheTypeInCommentsAndGrants) {
  expect_names({
      {"COMMENT ON TABLE s.t IS 'on'", "s.t"},
      {"COMMENT ON COLUMN s.t.c IS NULL", "s.t.c"},
      {"COMMENT ON FUNCTION f(int) IS 'a'", "f"},
      {"COMMENT ON TRIGGER g ON t IS 'a'", "g on t"},
      {"COMMENT ON POLICY p ON s.t IS 'a'", "p on s.t"},
      {"COMMENT ON CONSTRAINT c ON t IS 'a'", "c on t"},
      {"COMMENT ON CONSTRAINT c ON DOMAIN d IS 'a'", "c on d"},
      {"COMMENT ON CONSTRAINT c ON domain IS 'a'", "c on domain"},
      {"COMMENT ON EVENT TRIGGER e IS 'a'", "e"},
      {"COMMENT ON MATERIALIZED VIEW v IS 'a'", "v"},
      {"COMMENT ON FOREIGN DATA WRAPPER w IS 'a'", "w"},
      {"COMMENT ON FOREIGN TABLE t IS 'a'", "t"},
      {"COMMENT ON TEXT SEARCH CONFIGURATION c IS 'a'", "c"},
      {"COMMENT ON ACCESS METHOD m IS 'a'", "m"},
      {"COMMENT ON LARGE OBJECT 12 IS 'a'", ""},
      {"COMMENT ON SERVER s IS 'a'", "s"},
      {"COMMENT ON TRANSFORM FOR hstore LANGUAGE l IS 'a'", "hstore"},
      {"COMMENT ON PROCEDURAL LANGUAGE l IS 'a'", "l"},
      {"GRANT SELECT ON t TO joe", "t"},
      {"GRANT SELECT (a, b), UPDATE ON TABLE s.t, u TO joe", "s.t"},
      {"GRANT SELECT ON role TO joe", "role"},
      {"GRANT USAGE ON SCHEMA s TO joe", "s"},
      {"GRANT USAGE ON FOREIGN SERVER s TO joe", "s"},
      {"GRANT EXECUTE ON FUNCTION s.f(int) TO joe", "s.f"},
      {"GRANT ALL ON ALL TABLES IN SCHEMA s TO joe", ""},
      {"GRANT admin TO joe", ""},
      {"REVOKE GRANT OPTION FOR SELECT ON t FROM joe", "t"},
      {"REVOKE ALL ON DATABASE d FROM joe", "d"},
      {"SECURITY LABEL FOR selinux ON TABLE t IS 'a'", "t"},
      {"SECURITY LABEL ON ROLE joe IS 'a'", "joe"},
  });
}

TEST(ObjectName, FollowsTheVerbsOfData) {
  expect_names({
      {"INSERT INTO s.t VALUES (1)", "s.t"},
      {"DELETE FROM ONLY t", "t"},
      {"UPDATE ONLY \"T\" SET a = 1", "\"T\""},
      {"MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "t"},
      {"WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", "t"},
      {"TRUNCATE TABLE ONLY a, b", "a"},
      {"COPY s.t (a) FROM STDIN", "s.t"},
      {"COPY (SELECT 1) TO STDOUT", ""},
      {"CALL s.p(1)", "s.p"},
  });
}

TEST(ObjectName, IsEmptyWhereThereIsNone) {
  expect_names({
      {"", ""},
      {"SELECT a FROM t", ""},
      {"DO $$ $$", ""},
      {"BEGIN", ""},
      {"START TRANSACTION ISOLATION LEVEL SERIALIZABLE", ""},
      {"COMMIT PREPARED 'x'", ""},
      {"PREPARE TRANSACTION 'x'", ""},
      {"SET CONSTRAINTS a DEFERRED", ""},
      {"ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO joe", ""},
      {"ALTER SYSTEM SET a = 1", ""},
      {"REASSIGN OWNED BY a TO b", ""},
      {"DROP OWNED BY a", ""},
      {"COMMENT", ""},
      {"GRANT", ""},
      {"INSERT", ""},
      {"CREATE RULE r AS", "r"},
      {"DROP TRIGGER g", "g"},
  });
}

}  // namespace
}  // namespace pgsettle
