#include "apply/outcome.h"

#include <gtest/gtest.h>

#include "support/scripted_run.h"
#include "support/scripted_session.h"

namespace pgsettle {
namespace {

struct Case {
  std::string_view sql;
  Answer answer;
  std::string_view outcome;
};

void expect(const std::vector<Case>& table) {
  for (const Case& each : table) {
    EXPECT_EQ(name(outcome_of(effect_of(each.sql), each.answer)), each.outcome) << each.sql;
  }
}

Answer skipped() {
  Answer answer;
  answer.status = AnswerStatus::skipped;
  return answer;
}

Answer with(std::vector<ServerMessage> notices) {
  Answer answer;
  answer.notices = std::move(notices);
  return answer;
}

ServerMessage missing() { return notice("00000", "DropErrorMsgNonExistent"); }
ServerMessage cascades() { return notice("00000", "reportDependentObjects"); }

TEST(Outcome, FollowsTheStatusOfTheAnswer) {
  expect({{"CREATE TABLE t()", done(), "applied"},
          {"CREATE TABLE t()", failed("42P07"), "failed"},
          {"INSERT INTO t VALUES (1)", failed("23505"), "failed"},
          {"CREATE TABLE t()", skipped(), "not_run"},
          {"SELECT 1", skipped(), "not_run"}});
}

TEST(Outcome, OfDataGoesByRows) {
  expect({{"INSERT INTO t VALUES (1)", touched(1), "applied"},
          {"INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", touched(0), "unchanged"},
          {"UPDATE t SET a = 1", touched(0), "unchanged"},
          {"DELETE FROM t", touched(3), "applied"},
          {"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", touched(0), "unchanged"},
          {"COPY t FROM '/x'", touched(0), "unchanged"},
          {"COPY t FROM stdin", touched(2), "applied"},
          {"TRUNCATE t", done(), "applied"},
          {"COPY t TO stdout", touched(2), "ran"}});
}

TEST(Outcome, IsOpaqueForCodeAndSessions) {
  expect({{"SELECT f()", touched(1), "ran"},
          {"DO ''", done(), "ran"},
          {"CALL p()", done(), "ran"},
          {"SET search_path = x", done(), "ran"},
          {"BEGIN", done(), "ran"},
          {"SAVEPOINT s", done(), "ran"},
          {"REFRESH MATERIALIZED VIEW v", done(), "ran"},
          {"DO ''", noticed({"42P07"}), "ran"}});
}

TEST(Outcome, KnowsEveryCodeThatSaysExists) {
  expect({{"CREATE TABLE IF NOT EXISTS t()", done(), "applied"},
          {"CREATE TABLE IF NOT EXISTS t()", noticed({"42P07"}), "unchanged"},
          {"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t(a)", noticed({"42P07"}), "unchanged"},
          {"CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1", noticed({"42P07"}), "unchanged"},
          {"CREATE SEQUENCE IF NOT EXISTS s", noticed({"42P07"}), "unchanged"},
          {"CREATE SCHEMA IF NOT EXISTS s", noticed({"42P06"}), "unchanged"},
          {"CREATE EXTENSION IF NOT EXISTS e", noticed({"42710"}), "unchanged"},
          {"ALTER TYPE e ADD VALUE IF NOT EXISTS 'x'", noticed({"42710"}), "unchanged"},
          {"ALTER TABLE t ADD COLUMN IF NOT EXISTS c int", noticed({"42701"}), "unchanged"}});
}

TEST(Outcome, TakesOtherNoticesForWhatTheyAre) {
  ServerMessage warning = notice("42P07");
  warning.severity = "WARNING";
  expect(
      {{"CREATE TABLE IF NOT EXISTS t()", noticed({"00000"}), "applied"},
       {"CREATE TABLE IF NOT EXISTS t()", noticed({"42622"}), "applied"},
       {"CREATE TABLE IF NOT EXISTS t()", with({warning}), "applied"},
       {"CREATE TABLE t()", noticed({"42P07"}), "applied"},
       {"DROP TABLE IF EXISTS t", noticed({"42622"}), "applied"},
       {"DROP TABLE IF EXISTS t", noticed({"42622", "00000"}), "unchanged"},
       {"CREATE TABLE IF NOT EXISTS t()",
        with({notice("42P07", "transformCreateStmt", "PL/pgSQL function f() line 1")}), "applied"},
       {"DROP TABLE IF EXISTS t",
        with({notice("00000", "exec_stmt_raise", "PL/pgSQL function f() line 1")}), "applied"}});
}

TEST(Outcome, OfDropCountsWhatWasNotThere) {
  expect({{"DROP TABLE IF EXISTS a", done(), "applied"},
          {"DROP TABLE IF EXISTS a", with({missing()}), "unchanged"},
          {"DROP TABLE IF EXISTS a CASCADE", with({cascades()}), "applied"},
          {"DROP TABLE IF EXISTS a, b.c, d", with({missing(), missing(), missing()}), "unchanged"},
          {"DROP TABLE IF EXISTS a, b, c", with({missing(), missing()}), "applied"},
          {"DROP TABLE IF EXISTS a, b CASCADE", with({missing(), cascades()}), "applied"},
          {"DROP FUNCTION IF EXISTS f(int, text)", with({missing()}), "unchanged"},
          {"DROP FUNCTION IF EXISTS f(int, text), g()", with({missing()}), "applied"},
          {"DROP TRIGGER IF EXISTS x ON t", with({missing()}), "unchanged"},
          {"DROP INDEX CONCURRENTLY IF EXISTS i", with({missing()}), "unchanged"}});
}

TEST(Outcome, OfAlterTableCountsItsActions) {
  const ServerMessage column_exists = notice("42701", "check_for_column_name_collision");
  const ServerMessage no_column = notice("00000", "ATExecDropColumn");
  const std::string_view two =
      "ALTER TABLE t ADD COLUMN IF NOT EXISTS a numeric(10, 2), DROP COLUMN IF EXISTS b";
  expect({{two, with({column_exists, no_column}), "unchanged"},
          {two, with({column_exists}), "applied"},
          {two, done(), "applied"},
          // Its third action is not guarded.
          {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS b, ADD c int",
           with({column_exists, no_column}), "applied"},
          {"ALTER TABLE t ADD COLUMN a int", with({column_exists}), "applied"},
          {"ALTER TABLE IF EXISTS t ADD a int, ADD b int, ADD c int",
           with({notice("00000", "ProcessUtilitySlow")}), "unchanged"},
          {"ALTER TABLE IF EXISTS t RENAME TO u", with({notice("00000", "RenameRelation")}),
           "unchanged"},
          {"ALTER TABLE IF EXISTS t ADD a int", done(), "applied"}});
}

TEST(Outcome, KnowsMergingFromSkipping) {
  expect({{"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int",
           with({notice("00000", "ATExecAddColumn")}), "applied"},
          {"ALTER TABLE IF EXISTS t ADD CONSTRAINT c CHECK (true)",
           with({notice("00000", "MergeWithExistingConstraint")}), "applied"},
          {"ALTER TABLE IF EXISTS t ADD CONSTRAINT c UNIQUE USING INDEX i",
           with({notice("00000", "ATExecAddIndexConstraint")}), "applied"}});
}

// "replaced" or "new" for each statement of a script.
std::string replacements(std::string_view sql,
                         std::initializer_list<std::string_view> absent = {}) {
  ScriptedRun run;
  for (const std::string_view part : absent) run.session.answer(part, with({missing()}));
  run.bench.add("a.sql", sql);
  run.bench.run();
  std::string words;
  for (const StatementResult& result : run.bench.result.scripts[0].statements) {
    words += result.replaced ? " replaced" : " new";
  }
  return words.substr(1);
}

TEST(Replacements, AreACreateBehindItsDrop) {
  EXPECT_EQ(replacements("DROP TRIGGER IF EXISTS x ON t; CREATE TRIGGER x AFTER INSERT ON t "
                         "EXECUTE FUNCTION f();"),
            "new replaced");
  EXPECT_EQ(replacements("DROP VIEW v; CREATE VIEW v AS SELECT 1;"), "new replaced");
  EXPECT_EQ(replacements("DROP INDEX IF EXISTS i; CREATE UNIQUE INDEX i ON t(a);"), "new replaced");
  EXPECT_EQ(replacements("DROP POLICY IF EXISTS p ON t; CREATE POLICY p ON t;"), "new replaced");
}

TEST(Replacements, AreWhatCreateOrReplaceMayBe) {
  EXPECT_EQ(replacements("CREATE OR REPLACE VIEW v AS SELECT 1; CREATE VIEW w AS SELECT 1;"),
            "replaced new");
}

TEST(Replacements, AreNoneWhenNothingWasDropped) {
  EXPECT_EQ(replacements("DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1;", {"DROP"}), "new new");
  EXPECT_EQ(replacements("DROP VIEW v; CREATE VIEW w AS SELECT 1;"), "new new");
  EXPECT_EQ(replacements("DROP VIEW v; CREATE TABLE v();"), "new new");
  EXPECT_EQ(replacements("CREATE VIEW v AS SELECT 1; DROP VIEW v;"), "new new");
  EXPECT_EQ(replacements("DROP TRIGGER x ON t; CREATE TRIGGER x AFTER INSERT ON u "
                         "EXECUTE FUNCTION f();"),
            "new new");
}

}  // namespace
}  // namespace pgsettle
