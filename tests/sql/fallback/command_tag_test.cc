#include "sql/fallback/command_tag.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace pgsettle {
namespace {

TEST(CommandTag, IsTheServersTag) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"-- only a comment", ""},
      {"SELECT 1", "select"},
      {"(SELECT 1) UNION SELECT 2", "select"},
      {"((SELECT 1))", "select"},
      {"VALUES (1)", "values"},
      {"TABLE t", "table"},
      {"insert into t values (1)", "insert"},
      {"WITH a AS (SELECT 1) SELECT 2", "select"},
      {"WITH a AS (SELECT 1), b(c) AS (VALUES (1)) INSERT INTO t SELECT 1", "insert"},
      {"WITH RECURSIVE a AS MATERIALIZED (SELECT 1) UPDATE t SET a = 1", "update"},
      {"WITH a AS (DELETE FROM t RETURNING *) MERGE INTO t USING a ON true", "merge"},
      {"WITH a AS (INSERT INTO t SELECT 1) (SELECT 1)", "with"},
      {"WITH update AS (SELECT 1), values AS (SELECT 2) DELETE FROM t", "delete"},
      {"WITH a AS (SELECT 1) SEARCH DEPTH FIRST BY b SET c INSERT INTO t SELECT 1", "insert"},
      {"WITH a AS (SELECT 1) CYCLE b SET c USING d SELECT 1", "select"},
      {"CREATE TABLE t ()", "create_table"},
      {"CREATE GLOBAL TEMPORARY TABLE t ()", "create_table"},
      {"CREATE UNLOGGED TABLE t ()", "create_table"},
      {"CREATE TEMP SEQUENCE s", "create_sequence"},
      {"CREATE OR REPLACE TEMP RECURSIVE VIEW v", "create_view"},
      {"CREATE UNIQUE INDEX i ON t (a)", "create_index"},
      {"CREATE OR REPLACE FUNCTION f()", "create_function"},
      {"CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE l", "create_language"},
      {"CREATE CONSTRAINT TRIGGER t", "create_trigger"},
      {"CREATE EVENT TRIGGER t", "create_event_trigger"},
      {"CREATE MATERIALIZED VIEW v", "create_materialized_view"},
      {"CREATE FOREIGN TABLE t", "create_foreign_table"},
      {"CREATE FOREIGN DATA WRAPPER w", "create_foreign_data_wrapper"},
      {"CREATE ACCESS METHOD m", "create_access_method"},
      {"CREATE DEFAULT CONVERSION c", "create_conversion"},
      {"CREATE CONVERSION c", "create_conversion"},
      {"CREATE OPERATOR + (a)", "create_operator"},
      {"CREATE OPERATOR CLASS c", "create_operator_class"},
      {"CREATE OPERATOR FAMILY f", "create_operator_family"},
      {"CREATE TEXT SEARCH CONFIGURATION c", "create_text_search_configuration"},
      {"CREATE USER u", "create_role"},
      {"CREATE GROUP g", "create_role"},
      {"CREATE USER MAPPING FOR u", "create_user_mapping"},
      {"ALTER USER u", "alter_role"},
      {"ALTER GROUP g", "alter_role"},
      {"DROP USER u", "drop_role"},
      {"DROP GROUP g", "drop_role"},
      {"DROP PROCEDURAL LANGUAGE l", "drop_language"},
      {"ALTER DEFAULT PRIVILEGES", "alter_default_privileges"},
      {"ALTER LARGE OBJECT 1", "alter_large_object"},
      {"DROP TEXT SEARCH PARSER p", "drop_text_search_parser"},
      {"DROP OWNED BY a", "drop_owned"},
      {"REASSIGN OWNED BY a TO b", "reassign_owned"},
      {"IMPORT FOREIGN SCHEMA s", "import_foreign_schema"},
      {"REFRESH MATERIALIZED VIEW v", "refresh_materialized_view"},
      {"SECURITY LABEL ON TABLE t IS 'a'", "security_label"},
      {"COMMENT ON TABLE t IS 'a'", "comment"},
      {"LOCK TABLE t", "lock"},
      {"LOCK t", "lock"},
      {"TRUNCATE TABLE t", "truncate"},
      {"TRUNCATE t", "truncate"},
      {"SET CONSTRAINTS ALL DEFERRED", "set_constraints"},
      {"SET a = 1", "set"},
      {"CLOSE c", "close"},
      {"CLOSE cursor", "close"},
      {"START TRANSACTION", "start_transaction"},
      {"BEGIN", "begin"},
      {"END", "commit"},
      {"COMMIT", "commit"},
      {"ABORT", "rollback"},
      {"ROLLBACK TO s", "rollback"},
      {"PREPARE p AS SELECT 1", "prepare"},
      {"PREPARE TRANSACTION 'x'", "prepare_transaction"},
      {"COMMIT PREPARED 'x'", "commit_prepared"},
      {"ROLLBACK PREPARED 'x'", "rollback_prepared"},
      {"CREATE", "create"},
      {"FROBNICATE x", "frobnicate"},
      {"'a string'", ""},
      {"\"create\" table", ""},
      {":x", ""},
  };
  for (const auto& [sql, kind] : cases) {
    EXPECT_EQ(command_tag(StatementWords(sql)).kind, kind) << sql;
  }
}

TEST(CommandTag, SaysWhereItEnds) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"CREATE TABLE IF NOT EXISTS t ()", "IF"},
      {"CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "CONCURRENTLY"},
      {"CREATE DEFAULT CONVERSION c", "c"},
      {"DROP TEXT SEARCH PARSER p", "p"},
      {"COMMENT ON TABLE t IS 'a'", "TABLE"},
      {"TRUNCATE TABLE t", "t"},
      {"WITH a AS (SELECT 1) INSERT INTO t SELECT 1", "INTO"},
  };
  for (const auto& [sql, next] : cases) {
    const StatementWords words(sql);
    const CommandTag tag = command_tag(words);
    ASSERT_LT(tag.end, words.size()) << sql;
    EXPECT_EQ(words[tag.end].text, next) << sql;
  }
  EXPECT_EQ(command_tag(StatementWords("WITH a AS (SELECT 1) INSERT INTO t SELECT 1")).verb, 7U);
}

}  // namespace
}  // namespace pgsettle
