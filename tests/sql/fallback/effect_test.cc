#include "sql/fallback/effect.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pgsettle {
namespace {

std::string_view name(Nature nature) {
  switch (nature) {
    case Nature::definition:
      return "definition";
    case Nature::data:
      return "data";
    case Nature::opaque:
      return "opaque";
    case Nature::session:
      return "session";
    case Nature::transaction:
      return "transaction";
  }
  return "";
}

std::string_view name(TransactionControl control) {
  switch (control) {
    case TransactionControl::none:
      return "";
    case TransactionControl::begin:
      return " begin";
    case TransactionControl::end:
      return " end";
    case TransactionControl::chain:
      return " chain";
    case TransactionControl::savepoint:
      return " savepoint";
  }
  return "";
}

// "kind|object|nature" and what is out of the ordinary: the guard, parts=N, or_replace, drops,
// alone (not in a transaction block), autocommit (not in one of ours), touches (the session; said
// only of definitions, everything else does), stdin, stdout, and the control of transactions.
std::string describe(const Effect& effect) {
  std::string text = effect.kind + "|" + effect.object + "|" + std::string(name(effect.nature));
  if (effect.guard == Guard::if_not_exists) text += " if_not_exists";
  if (effect.guard == Guard::if_exists) text += " if_exists";
  if (effect.parts != 1) text += " parts=" + std::to_string(effect.parts);
  if (effect.or_replace) text += " or_replace";
  if (effect.drops) text += " drops";
  if (!effect.transactional) text += effect.needs_autocommit ? " alone" : " alone?";
  if (effect.transactional && effect.needs_autocommit) text += " autocommit";
  const bool definition = effect.nature == Nature::definition;
  if (effect.touches_session && definition) text += " touches";
  if (!effect.touches_session && !definition) text += " clean";
  if (effect.copy == CopyData::from_stdin) text += " stdin";
  if (effect.copy == CopyData::to_stdout) text += " stdout";
  return text + std::string(name(effect.control));
}

struct Case {
  std::string_view sql;
  std::string_view effect;
};

template <std::size_t size>
void expect_effects(const Case (&cases)[size]) {
  for (const Case& c : cases) EXPECT_EQ(describe(effect_of(c.sql)), c.effect) << c.sql;
}

TEST(Effect, OfDefinitions) {
  expect_effects({
      {"CREATE TABLE t (a int)", "create_table|t|definition"},
      {"CREATE TABLE IF NOT EXISTS t (a int)", "create_table|t|definition if_not_exists"},
      {"CREATE TABLE t (LIKE u INCLUDING ALL, CHECK (a > 1))", "create_table|t|definition"},
      {"CREATE TABLE t (a int GENERATED ALWAYS AS (b + 1) STORED)", "create_table|t|definition"},
      {"CREATE TABLE p PARTITION OF t FOR VALUES IN (1)", "create_table|p|definition"},
      {"CREATE TABLE t AS SELECT 1", "create_table|t|definition touches"},
      {"CREATE TABLE IF NOT EXISTS t AS TABLE u",
       "create_table|t|definition if_not_exists touches"},
      {"CREATE TEMP TABLE t (a int)", "create_table|t|definition touches"},
      {"CREATE LOCAL TEMPORARY TABLE t (a int)", "create_table|t|definition touches"},
      {"CREATE TABLE pg_temp.t (a int)", "create_table|pg_temp.t|definition touches"},
      {"CREATE UNLOGGED TABLE t (a int)", "create_table|t|definition"},
      {"CREATE FOREIGN TABLE IF NOT EXISTS t (a int) SERVER s",
       "create_foreign_table|t|definition if_not_exists"},
      {"CREATE TEMP SEQUENCE s", "create_sequence|s|definition touches"},
      {"CREATE SEQUENCE IF NOT EXISTS s", "create_sequence|s|definition if_not_exists"},
      {"CREATE OR REPLACE TEMP VIEW v AS SELECT 1", "create_view|v|definition or_replace touches"},
      {"CREATE OR REPLACE VIEW v AS SELECT 1", "create_view|v|definition or_replace"},
      {"CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1",
       "create_materialized_view|v|definition if_not_exists touches"},
      {"CREATE INDEX ON t (a)", "create_index|on t|definition"},
      {"CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a)", "create_index|i|definition if_not_exists"},
      {"CREATE OR REPLACE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
       "create_function|f|definition or_replace"},
      {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
       "create_function|f|definition"},
      {"CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS ''",
       "create_procedure|p|definition or_replace"},
      {"CREATE OR REPLACE AGGREGATE a(int) (SFUNC = f, STYPE = int)",
       "create_aggregate|a|definition or_replace"},
      {"CREATE TYPE m AS ENUM ('a', 'b')", "create_type|m|definition"},
      {"CREATE DOMAIN d AS int CHECK (VALUE > 0)", "create_domain|d|definition"},
      {"CREATE CAST (int AS t) WITH FUNCTION f(int)", "create_cast||definition"},
      {"CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
       "create_trigger|g on t|definition"},
      {"CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
       "create_trigger|g on t|definition or_replace"},
      {"CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f()",
       "create_trigger|g on t|definition"},
      {"CREATE POLICY p ON t USING (a > 0)", "create_policy|p on t|definition"},
      {"CREATE OR REPLACE RULE r AS ON DELETE TO t DO INSTEAD (SELECT 1; SELECT 2)",
       "create_rule|r on t|definition or_replace"},
      {"CREATE SCHEMA IF NOT EXISTS s", "create_schema|s|definition if_not_exists touches"},
      {"CREATE EXTENSION IF NOT EXISTS e", "create_extension|e|definition if_not_exists touches"},
      {"CREATE ROLE r LOGIN", "create_role|r|definition"},
      {"CREATE PUBLICATION p FOR ALL TABLES", "create_publication|p|definition"},
      {"CREATE STATISTICS IF NOT EXISTS s ON a, b FROM t",
       "create_statistics|s|definition if_not_exists"},
      {"CREATE COLLATION IF NOT EXISTS c (locale = 'de')",
       "create_collation|c|definition if_not_exists"},
      {"CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER w",
       "create_server|s|definition if_not_exists"},
      {"CREATE USER MAPPING IF NOT EXISTS FOR u SERVER s",
       "create_user_mapping|u|definition if_not_exists"},
      {"CREATE TEXT SEARCH CONFIGURATION c (COPY = english)",
       "create_text_search_configuration|c|definition"},
      {"IMPORT FOREIGN SCHEMA a FROM SERVER s INTO b",
       "import_foreign_schema|a|definition touches"},
      {"COMMENT ON TABLE t IS 'x'", "comment|t|definition"},
      {"GRANT SELECT ON t TO r", "grant|t|definition"},
      {"REVOKE ALL ON SCHEMA s FROM PUBLIC", "revoke|s|definition"},
      {"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r",
       "alter_default_privileges||definition"},
      {"SECURITY LABEL ON TABLE t IS 'x'", "security_label|t|definition"},
      {"REASSIGN OWNED BY a TO b", "reassign_owned||definition"},
  });
}

TEST(Effect, OfDrops) {
  expect_effects({
      {"DROP TABLE t", "drop_table|t|definition drops"},
      {"DROP TABLE IF EXISTS t CASCADE", "drop_table|t|definition if_exists drops"},
      {"DROP TABLE IF EXISTS a, b, c", "drop_table|a|definition if_exists parts=3 drops"},
      {"DROP TABLE a, b", "drop_table|a|definition parts=2 drops"},
      {"DROP FUNCTION IF EXISTS f(int, text), g(int)",
       "drop_function|f|definition if_exists parts=2 drops"},
      {"DROP VIEW IF EXISTS v", "drop_view|v|definition if_exists drops"},
      {"DROP MATERIALIZED VIEW IF EXISTS v", "drop_materialized_view|v|definition if_exists drops"},
      {"DROP INDEX IF EXISTS i", "drop_index|i|definition if_exists drops"},
      {"DROP TRIGGER IF EXISTS g ON t", "drop_trigger|g on t|definition if_exists drops"},
      {"DROP POLICY p ON t", "drop_policy|p on t|definition drops"},
      {"DROP OPERATOR IF EXISTS + (int, int)", "drop_operator|+|definition if_exists drops"},
      {"DROP CAST IF EXISTS (int AS t)", "drop_cast||definition if_exists drops"},
      {"DROP OWNED BY a, b", "drop_owned||definition parts=2 drops"},
      {"DROP USER IF EXISTS u", "drop_role|u|definition if_exists drops"},
      {"DROP TYPE IF EXISTS \"T\"", "drop_type|\"T\"|definition if_exists drops"},
  });
}

TEST(Effect, OfAlterations) {
  expect_effects({
      {"ALTER TABLE t ADD COLUMN a int", "alter_table|t|definition"},
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int", "alter_table|t|definition if_not_exists"},
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int[] DEFAULT ARRAY[1, 2]",
       "alter_table|t|definition if_not_exists"},
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a numeric(1, 2), ADD COLUMN IF NOT EXISTS b int",
       "alter_table|t|definition if_not_exists parts=2"},
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN b int",
       "alter_table|t|definition parts=2"},
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS b",
       "alter_table|t|definition if_exists parts=2"},
      {"ALTER TABLE t DROP COLUMN IF EXISTS b", "alter_table|t|definition if_exists"},
      {"ALTER TABLE t DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c CHECK (a > 0)",
       "alter_table|t|definition parts=2"},
      {"ALTER TABLE IF EXISTS t ADD COLUMN a int", "alter_table|t|definition if_exists"},
      {"ALTER TABLE IF EXISTS ONLY t ADD a int, ADD b int",
       "alter_table|t|definition if_exists parts=2"},
      {"ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS a int",
       "alter_table|t|definition if_exists"},
      {"ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)", "alter_table|t|definition"},
      {"ALTER TABLE t DETACH PARTITION p", "alter_table|t|definition"},
      {"ALTER TABLE t DETACH PARTITION p FINALIZE", "alter_table|t|definition"},
      {"ALTER TABLE t ENABLE ROW LEVEL SECURITY", "alter_table|t|definition"},
      {"ALTER TYPE m ADD VALUE IF NOT EXISTS 'a'", "alter_type|m|definition if_not_exists"},
      {"ALTER TYPE m ADD VALUE 'a'", "alter_type|m|definition"},
      {"ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c", "alter_domain|d|definition if_exists"},
      {"ALTER SEQUENCE IF EXISTS s RESTART", "alter_sequence|s|definition if_exists"},
      {"ALTER ROLE r SET search_path = a", "alter_role|r|definition"},
      {"ALTER DATABASE d SET work_mem = 1", "alter_database|d|definition"},
      {"ALTER EXTENSION e UPDATE", "alter_extension|e|definition touches"},
      {"ALTER SUBSCRIPTION s DISABLE", "alter_subscription|s|definition"},
  });
}

// See "Where a statement can run" in idempotency.md, and PreventInTransactionBlock's callers.
TEST(Effect, OfWhatCannotBeInATransaction) {
  expect_effects({
      {"CREATE INDEX CONCURRENTLY i ON t (a)", "create_index|i|definition alone"},
      {"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)",
       "create_index|i|definition if_not_exists alone"},
      {"DROP INDEX CONCURRENTLY IF EXISTS i", "drop_index|i|definition if_exists drops alone"},
      {"REINDEX INDEX CONCURRENTLY i", "reindex||opaque alone"},
      {"REINDEX (CONCURRENTLY) TABLE t", "reindex||opaque alone"},
      {"REINDEX (VERBOSE, CONCURRENTLY on) TABLE t", "reindex||opaque alone"},
      {"REINDEX SCHEMA s", "reindex||opaque alone"},
      {"REINDEX (VERBOSE) DATABASE d", "reindex||opaque alone"},
      {"REINDEX SYSTEM d", "reindex||opaque alone"},
      {"VACUUM", "vacuum||opaque alone"},
      {"VACUUM (FULL, ANALYZE) t", "vacuum||opaque alone"},
      {"CLUSTER", "cluster||opaque alone"},
      {"CLUSTER VERBOSE", "cluster||opaque alone"},
      {"CLUSTER (VERBOSE)", "cluster||opaque alone"},
      {"CREATE DATABASE d", "create_database|d|definition alone"},
      {"DROP DATABASE IF EXISTS d", "drop_database|d|definition if_exists drops alone"},
      {"ALTER DATABASE d SET TABLESPACE x", "alter_database|d|definition alone"},
      {"CREATE TABLESPACE x LOCATION '/'", "create_tablespace|x|definition alone"},
      {"DROP TABLESPACE x", "drop_tablespace|x|definition drops alone"},
      {"ALTER SYSTEM SET work_mem = 1", "alter_system||definition alone"},
      {"DISCARD ALL", "discard||session alone"},
      {"ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "alter_table|t|definition alone"},
      {"CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
       "create_subscription|s|definition alone"},
      {"ALTER SUBSCRIPTION s REFRESH PUBLICATION", "alter_subscription|s|definition alone"},
      {"ALTER SUBSCRIPTION s SET PUBLICATION p", "alter_subscription|s|definition alone"},
      {"ALTER SUBSCRIPTION s SET (failover = true)", "alter_subscription|s|definition alone"},
      {"DROP SUBSCRIPTION IF EXISTS s", "drop_subscription|s|definition if_exists drops alone"},
      {"COMMIT PREPARED 'x'", "commit_prepared||transaction alone"},
      {"ROLLBACK PREPARED 'x'", "rollback_prepared||transaction alone"},
  });
}

TEST(Effect, OfWhatOnlyLooksAsIfItCouldNot) {
  expect_effects({
      {"CREATE INDEX \"concurrently\" ON t (a)", R"(create_index|"concurrently"|definition)"},
      {"REINDEX TABLE t", "reindex||opaque"},
      {"REINDEX (CONCURRENTLY false) TABLE t", "reindex||opaque"},
      {"REINDEX (VERBOSE) INDEX s.schema", "reindex||opaque"},
      {"CLUSTER t", "cluster||opaque"},
      {"CLUSTER VERBOSE t USING i", "cluster||opaque"},
      {"CLUSTER (VERBOSE) t", "cluster||opaque"},
      {"ANALYZE t", "analyze||opaque"},
      {"CHECKPOINT", "checkpoint||opaque"},
      {"ALTER TABLESPACE x RENAME TO y", "alter_tablespace|x|definition"},
      {"DISCARD PLANS", "discard||session"},
      {"REFRESH MATERIALIZED VIEW CONCURRENTLY v", "refresh_materialized_view|v|opaque"},
      {"CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false)",
       "create_subscription|s|definition"},
      {"CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (create_slot = 'off')",
       "create_subscription|s|definition"},
      {"ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
       "alter_subscription|s|definition"},
      {"ALTER SUBSCRIPTION s SET (slot_name = NONE)", "alter_subscription|s|definition"},
      {"DO $$ BEGIN EXECUTE 'VACUUM'; END $$", "do||opaque autocommit"},
  });
}

TEST(Effect, OfDataAndQueries) {
  expect_effects({
      {"INSERT INTO t VALUES (1)", "insert|t|data"},
      {"UPDATE t SET a = 1", "update|t|data"},
      {"DELETE FROM t", "delete|t|data"},
      {"MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "merge|t|data"},
      {"TRUNCATE a, b", "truncate|a|data"},
      {"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "insert|t|data"},
      {"WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x", "select||opaque"},
      {"COPY t FROM STDIN", "copy|t|data stdin"},
      {"COPY t (a, b) FROM stdin WITH (FORMAT csv)", "copy|t|data stdin"},
      {"COPY t FROM '/tmp/stdin'", "copy|t|data"},
      {"COPY t FROM 'stdin'", "copy|t|data"},
      {"COPY t FROM PROGRAM 'x'", "copy|t|data"},
      {"COPY t TO STDOUT", "copy|t|opaque stdout"},
      {"COPY (SELECT a FROM stdin) TO STDOUT", "copy||opaque stdout"},
      {"COPY t TO '/tmp/x'", "copy|t|opaque"},
      {"COPY t TO PROGRAM 'x'", "copy|t|opaque"},
      {"SELECT f()", "select||opaque"},
      {"(SELECT 1)", "select||opaque"},
      {"VALUES (1)", "values||opaque"},
      {"EXPLAIN ANALYZE DELETE FROM t", "explain||opaque"},
      {"EXECUTE p", "execute||opaque"},
      {"DO $$ $$", "do||opaque autocommit"},
      {"CALL s.p(1)", "call|s.p|opaque autocommit"},
      {"NOTIFY c", "notify||opaque"},
      {"SHOW work_mem", "show||opaque"},
      {"FROBNICATE", "frobnicate||opaque"},
      {"", "||opaque"},
  });
}

TEST(Effect, OfSessions) {
  expect_effects({
      {"SET work_mem = 1", "set||session"},
      {"SET SESSION work_mem = 1", "set||session"},
      {"SET LOCAL work_mem = 1", "set||session autocommit"},
      {"SET TRANSACTION READ ONLY", "set||session autocommit"},
      {"SET ROLE r", "set||session"},
      {"SET CONSTRAINTS ALL DEFERRED", "set_constraints||session autocommit"},
      {"RESET ALL", "reset||session"},
      {"PREPARE p AS SELECT 1", "prepare||session"},
      {"DEALLOCATE p", "deallocate||session"},
      {"LISTEN c", "listen||session"},
      {"UNLISTEN *", "unlisten||session"},
      {"LOAD 'x'", "load||session"},
      {"DECLARE c CURSOR FOR SELECT 1", "declare||session autocommit"},
      {"FETCH c", "fetch||opaque autocommit"},
      {"MOVE c", "move||opaque autocommit"},
      {"CLOSE cursor", "close||session autocommit"},
      {"LOCK TABLE t", "lock||opaque autocommit"},
  });
}

TEST(Effect, OfTransactionControl) {
  expect_effects({
      {"BEGIN", "begin||transaction begin"},
      {"BEGIN ISOLATION LEVEL SERIALIZABLE", "begin||transaction begin"},
      {"START TRANSACTION READ ONLY", "start_transaction||transaction begin"},
      {"COMMIT", "commit||transaction end"},
      {"END WORK", "commit||transaction end"},
      {"COMMIT AND NO CHAIN", "commit||transaction end"},
      {"COMMIT AND CHAIN", "commit||transaction chain"},
      {"ROLLBACK", "rollback||transaction end"},
      {"ABORT TRANSACTION AND CHAIN", "rollback||transaction chain"},
      {"PREPARE TRANSACTION 'x'", "prepare_transaction||transaction end"},
      {"SAVEPOINT s", "savepoint||transaction autocommit savepoint"},
      {"RELEASE SAVEPOINT s", "release||transaction autocommit savepoint"},
      {"ROLLBACK TO s", "rollback||transaction autocommit savepoint"},
      {"ROLLBACK WORK TO SAVEPOINT s", "rollback||transaction autocommit savepoint"},
  });
}

TEST(Effect, IsFoundInLongStatements) {
  std::string columns;
  for (int i = 0; i < 1600; ++i) columns += (i == 0 ? "c" : ", c") + std::to_string(i);
  EXPECT_EQ(effect_of("COPY t (" + columns + ") FROM STDIN").copy, CopyData::from_stdin);
  std::string rows;
  for (int i = 0; i < 10'000; ++i) rows += i == 0 ? "(1)" : ", (1)";
  EXPECT_EQ(effect_of("WITH x AS (VALUES " + rows + ") INSERT INTO t TABLE x").kind, "insert");
  EXPECT_EQ(effect_of("INSERT INTO t VALUES " + rows).kind, "insert");
  // Too long to count; then nothing is said of its guards.
  std::string tables;
  for (int i = 0; i < 5'000; ++i) tables += (i == 0 ? "t" : ", t") + std::to_string(i);
  EXPECT_EQ(effect_of("DROP TABLE IF EXISTS " + tables).guard, Guard::none);
}

}  // namespace
}  // namespace pgsettle
