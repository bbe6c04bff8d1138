#include "apply/script_walker.h"

#include <gtest/gtest.h>

#include "support/scripted_run.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

// What is sent for one script.
Texts sent_for(std::string_view sql, const ApplyOptions& options = {}) {
  ScriptedRun run;
  run.bench.options = options;
  run.bench.add("a.sql", sql);
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.bench.states(), "committed");
  return run.sent();
}

Texts sent_for_all(const std::vector<std::string_view>& scripts, const ApplyOptions& options = {}) {
  ScriptedRun run;
  run.bench.options = options;
  char name = 'a';
  for (const std::string_view sql : scripts) run.bench.add(std::string(1, name++) + ".sql", sql);
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  return run.sent();
}

const Texts reset = {"BEGIN",
                     "SET SESSION AUTHORIZATION DEFAULT",
                     "RESET ROLE",
                     "RESET ALL",
                     "DEALLOCATE ALL",
                     "CLOSE ALL",
                     "UNLISTEN *",
                     "DISCARD PLANS",
                     "DISCARD SEQUENCES",
                     "DISCARD TEMP",
                     "SET lock_timeout = 2000",
                     "SET statement_timeout = 0",
                     "COMMIT"};

Texts joined(std::initializer_list<Texts> parts) {
  Texts all;
  for (const Texts& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(ScriptWalker, BeginsWithTheLockAndItsSettings) {
  ScriptedRun run;
  run.bench.options = {.lock_timeout = Milliseconds(500), .statement_timeout = Milliseconds(7)};
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.session.sent, (Texts{"SELECT pg_catalog.pg_try_advisory_lock(8099569334431804517), "
                                     "pg_catalog.pg_backend_pid()",
                                     "BEGIN", "SET lock_timeout = 500", "SET statement_timeout = 7",
                                     "COMMIT", "BEGIN", "CREATE TABLE a()", "COMMIT"}));
  EXPECT_EQ(run.bench.states(), "committed");
}

TEST(ScriptWalker, RunsEachScriptInATransaction) {
  EXPECT_EQ(sent_for_all({"CREATE TABLE a(); CREATE TABLE b();", "", "CREATE TABLE c();"}),
            (Texts{"BEGIN", "CREATE TABLE a()", "CREATE TABLE b()", "COMMIT", "BEGIN",
                   "CREATE TABLE c()", "COMMIT"}));
}

TEST(ScriptWalker, SendsEverythingBeforeItWaits) {
  ScriptedRun run;
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b();");
  run.bench.add("b.sql", "CREATE TABLE c();");
  run.bench.run();
  EXPECT_EQ(run.session.syncs, 2);  // one for the lock, one for everything
}

TEST(ScriptWalker, RunsAllScriptsInOneTransactionWhenAsked) {
  EXPECT_EQ(
      sent_for_all({"CREATE TABLE a();", "", "CREATE TABLE b();"}, {.single_transaction = true}),
      (Texts{"CREATE TABLE a()", "CREATE TABLE b()", "COMMIT"}));
}

TEST(ScriptWalker, LeavesTransactionsToAScriptThatHasItsOwn) {
  EXPECT_EQ(sent_for("CREATE TABLE a(); BEGIN; CREATE TABLE b(); VACUUM; COMMIT; SELECT 1;"),
            (Texts{"BEGIN", "CREATE TABLE a()", "COMMIT", "BEGIN", "CREATE TABLE b()", "VACUUM",
                   "COMMIT", "BEGIN", "SELECT 1", "COMMIT"}));
  EXPECT_EQ(sent_for("START TRANSACTION; SELECT 1; ABORT; END;"),
            (Texts{"START TRANSACTION", "SELECT 1", "ABORT", "END"}));
}

TEST(ScriptWalker, KnowsThatAChainedTransactionGoesOn) {
  EXPECT_EQ(sent_for("BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; ROLLBACK AND CHAIN; SELECT 3; "
                     "COMMIT; SELECT 4;"),
            (Texts{"BEGIN", "SELECT 1", "COMMIT AND CHAIN", "SELECT 2", "ROLLBACK AND CHAIN",
                   "SELECT 3", "COMMIT", "BEGIN", "SELECT 4", "COMMIT"}));
  EXPECT_EQ(sent_for("BEGIN; COMMIT AND NO CHAIN; SELECT 4;"),
            (Texts{"BEGIN", "COMMIT AND NO CHAIN", "BEGIN", "SELECT 4", "COMMIT"}));
}

TEST(ScriptWalker, KnowsSavepointsFromTransactions) {
  EXPECT_EQ(sent_for("SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s;"),
            (Texts{"BEGIN", "SAVEPOINT s", "SELECT 1", "ROLLBACK TO s", "RELEASE s", "COMMIT"}));
  EXPECT_EQ(sent_for("BEGIN; SAVEPOINT s; ROLLBACK TO SAVEPOINT s; SELECT 1; COMMIT;"),
            (Texts{"BEGIN", "SAVEPOINT s", "ROLLBACK TO SAVEPOINT s", "SELECT 1", "COMMIT"}));
}

TEST(ScriptWalker, RunsStatementsOnTheirOwnWithoutTransaction) {
  EXPECT_EQ(sent_for("-- pgsettle: no-transaction\nCREATE TABLE a(); INSERT INTO a DEFAULT VALUES; "
                     "DO 'begin commit; end'; CALL p(); VACUUM a; SET LOCAL x.y = 1;"),
            (Texts{"BEGIN", "CREATE TABLE a()", "COMMIT", "BEGIN", "INSERT INTO a DEFAULT VALUES",
                   "COMMIT", "alone: DO 'begin commit; end'", "alone: CALL p()", "alone: VACUUM a",
                   "alone: SET LOCAL x.y = 1"}));
}

TEST(ScriptWalker, SplitsTheTransactionAroundWhatCannotBeInOne) {
  ScriptedRun run;
  run.bench.add(
      "a.sql",
      "CREATE INDEX CONCURRENTLY i ON a(x); CREATE TABLE b(); CREATE TABLE c(); VACUUM b; "
      "ALTER SYSTEM RESET ALL; DO ''; CREATE TABLE d();");
  run.bench.add("b.sql", "CREATE DATABASE x;");
  run.bench.run();
  EXPECT_EQ(run.sent(), joined({{"alone: CREATE INDEX CONCURRENTLY i ON a(x)", "BEGIN",
                                 "CREATE TABLE b()", "CREATE TABLE c()", "COMMIT",
                                 "alone: VACUUM b", "alone: ALTER SYSTEM RESET ALL", "BEGIN",
                                 "DO ''", "CREATE TABLE d()", "COMMIT"},
                                reset,
                                {"alone: CREATE DATABASE x"}}));
  EXPECT_EQ(run.bench.result.scripts[0].splits, 3U);
  EXPECT_EQ(run.bench.result.scripts[1].splits, 1U);
}

TEST(ScriptWalker, SendsNothingAloneWhenWhatIsBeforeItFails) {
  ScriptedRun run;
  run.session.answer("CREATE TABLE b", failed("42601"));
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b(); VACUUM a; CREATE TABLE c();");
  run.bench.run();
  EXPECT_EQ(run.sent(),
            (Texts{"BEGIN", "CREATE TABLE a()", "CREATE TABLE b()", "COMMIT", "ROLLBACK"}));
  EXPECT_EQ(run.bench.outcomes(), "applied failed not_run not_run");
  EXPECT_EQ(run.bench.result.scripts[0].splits, 0U);
}

TEST(ScriptWalker, GivesEachScriptASessionAsNewWhenNeeded) {
  EXPECT_EQ(
      sent_for_all({"SET search_path = x;", "CREATE TABLE a();", "CREATE TABLE b();"}),
      joined({{"BEGIN", "SET search_path = x", "COMMIT"},
              reset,
              {"BEGIN", "CREATE TABLE a()", "COMMIT", "BEGIN", "CREATE TABLE b()", "COMMIT"}}));
}

TEST(ScriptWalker, KnowsWhatTouchesTheSession) {
  const std::vector<std::pair<std::string_view, bool>> table = {
      {"CREATE TABLE t(a int);", false},
      {"CREATE INDEX i ON t(a);", false},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = x AS 'select 1';", false},
      {"DROP VIEW v;", false},
      {"COMMENT ON TABLE t IS 'x';", false},
      {"SELECT set_config('a.b', 'c', false);", true},
      {"INSERT INTO t VALUES (1);", true},  // a trigger or function may
      {"DO '';", true},
      {"CREATE TEMP TABLE t(a int);", true},
      {"CREATE TABLE t AS SELECT 1;", true},
      {"PREPARE p AS SELECT 1;", true},
      {"LISTEN x;", true},
      {"SET ROLE r;", true},
  };
  for (const auto& [sql, touches] : table) {
    const Texts sent = sent_for_all({sql, "CREATE TABLE u();"});
    EXPECT_EQ(sent.size(), touches ? 6 + reset.size() : 6U) << sql;
  }
}

TEST(ScriptWalker, LetsTheSessionGoOnWhenAskedTo) {
  EXPECT_EQ(
      sent_for_all({"SET search_path = x;", "CREATE TABLE a();"}, {.shared_session = true}),
      (Texts{"BEGIN", "SET search_path = x", "COMMIT", "BEGIN", "CREATE TABLE a()", "COMMIT"}));
}

TEST(ScriptWalker, ResetsInsideTheOneTransaction) {
  const Texts inside(reset.begin() + 1, reset.end() - 1);
  EXPECT_EQ(
      sent_for_all({"SET search_path = x;", "CREATE TABLE a();"}, {.single_transaction = true}),
      joined({{"SET search_path = x"}, inside, {"CREATE TABLE a()", "COMMIT"}}));
}

TEST(ScriptWalker, BeginsANewSessionAtConnect) {
  const std::string_view sql = "CREATE TABLE a();\n\\connect\nCREATE TABLE b();";
  const Texts sent = joined(
      {{"BEGIN", "CREATE TABLE a()", "COMMIT"}, reset, {"BEGIN", "CREATE TABLE b()", "COMMIT"}});
  EXPECT_EQ(sent_for(sql), sent);
  EXPECT_EQ(sent_for(sql, {.shared_session = true}), sent);
  EXPECT_EQ(sent_for_all({"", sql}, {.shared_session = true}), sent);
  const Texts inside(reset.begin() + 1, reset.end() - 1);
  EXPECT_EQ(sent_for(sql, {.single_transaction = true}),
            joined({{"CREATE TABLE a()"}, inside, {"CREATE TABLE b()", "COMMIT"}}));
}

TEST(ScriptWalker, RefusesToLoseATransactionAtConnect) {
  ScriptedRun run;
  run.bench.add("a.sql", "BEGIN; CREATE TABLE a();\n\\c\nCOMMIT;");
  run.bench.run();
  EXPECT_EQ(run.bench.failure(), "25001 BEGIN");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "CREATE TABLE a()", "ROLLBACK"}));
}

TEST(ScriptWalker, CopiesInItsPlace) {
  EXPECT_EQ(sent_for("CREATE TABLE a(x int);\nCOPY a FROM stdin;\n1\n2\n\\.\nCOPY a TO stdout;\n"
                     "COPY a FROM '/x';"),
            (Texts{"BEGIN", "CREATE TABLE a(x int)", "COPY a FROM stdin <- 1\n2\n",
                   "COPY a TO stdout", "COPY a FROM '/x'", "COMMIT"}));
  EXPECT_EQ(sent_for("-- pgsettle: no-transaction\nCOPY a FROM stdin;\n\\.\n"),
            (Texts{"BEGIN", "COPY a FROM stdin <- ", "COMMIT"}));
}

TEST(ScriptWalker, CopiesFromAFile) {
  ScriptedRun run;
  run.bench.add_file("rows.csv", "1,a\n");
  run.bench.add("a.sql", "\\copy a from 'rows.csv' csv");
  run.bench.run();
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "COPY a FROM STDIN csv <- 1,a\n", "COMMIT"}));
}

TEST(ScriptWalker, DoesNotCopyAfterAFailure) {
  ScriptedRun run;
  run.session.answer("CREATE", failed("42P07"));
  run.bench.add("a.sql", "CREATE TABLE a();\nCOPY a FROM stdin;\n1\n\\.\n");
  run.bench.run();
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "CREATE TABLE a()", "ROLLBACK"}));
  EXPECT_EQ(run.bench.outcomes(), "failed not_run");
}

TEST(ScriptWalker, FindsATransactionLeftOpen) {
  ScriptedRun run;
  // With \gset it is not found before.
  run.bench.add("a.sql", "BEGIN; SELECT 1 AS x \\gset\nCREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(run.bench.failure(), "25001 BEGIN");
  EXPECT_EQ(run.bench.states(), "rolled_back");
  EXPECT_EQ(run.session.sent.back(), "ROLLBACK");
}

TEST(ScriptWalker, TellsTheServersErrorBeforeItsOwn) {
  ScriptedRun run;
  run.session.answer("AS x", table({"x"}, {{"1"}}));
  run.session.answer("CREATE", failed("42P07"));
  run.bench.add("a.sql", "BEGIN; SELECT 1 AS x \\gset\nCREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.failure(), "42P07 CREATE TABLE a()");
  EXPECT_EQ(run.bench.outcomes(), "ran ran failed");
}

}  // namespace
}  // namespace pgsettle
