// What psql does with results while a script runs: \gset, \gexec, \if, \echo.
#include <gtest/gtest.h>

#include <algorithm>

#include "apply/script_walker.h"
#include "support/scripted_run.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

// One script whose first query has this result.
struct QueryRun : ScriptedRun {
  QueryRun(Answer answer, std::string_view sql) {
    session.answer("SELECT", std::move(answer));
    bench.add("a.sql", sql);
    bench.run();
  }
};

TEST(Gset, StoresTheRowInVariables) {
  const QueryRun run(table({"name", "n"}, {{"it's", "7"}}),
                     "CREATE TABLE a();\nSELECT \\gset p_\nVALUES (:'p_name', :p_n);\n");
  EXPECT_EQ(run.sent(),
            (Texts{"BEGIN", "CREATE TABLE a()", "SELECT", "VALUES ('it''s', 7)", "COMMIT"}));
  EXPECT_EQ(run.bench.outcomes(), "applied ran ran");
  EXPECT_EQ(run.session.syncs, 3);  // it waits only where it must
}

TEST(Gset, UnsetsWhatIsNull) {
  const QueryRun run(table({"x"}, {{std::nullopt}}),
                     "\\set x 1\nSELECT :x \\gset\nVALUES (:{?x}, :x);\n");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "SELECT 1", "VALUES (FALSE, :x)", "COMMIT"}));
}

TEST(Gset, DecidesWhatIsRun) {
  const QueryRun run(table({"x"}, {{"f"}}),
                     "SELECT \\gset\n\\if :x\nCREATE TABLE a();\n\\echo no\n\\else\nCREATE TABLE "
                     "b();\n\\echo yes :x\n\\endif\n");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "SELECT", "CREATE TABLE b()", "COMMIT"}));
  EXPECT_EQ(run.bench.outcomes(), "ran applied");
  EXPECT_TRUE(std::ranges::find(run.bench.observer.events, "echo yes f") !=
              run.bench.observer.events.end());
}

TEST(Gset, NeedsOneRow) {
  const std::string_view sql = "SELECT \\gset\nCREATE TABLE a();\n";
  const QueryRun none(table({"x"}, {}), sql);
  EXPECT_EQ(none.bench.failure(), "02000 SELECT");
  EXPECT_EQ(none.bench.stop(), "statement_failed");
  EXPECT_EQ(none.bench.states(), "rolled_back");
  EXPECT_EQ(none.session.sent.back(), "ROLLBACK");
  const QueryRun two(table({"x"}, {{"1"}, {"2"}}), sql);
  EXPECT_EQ(two.bench.failure(), "21000 SELECT");
  EXPECT_EQ(two.bench.result.stop->message, "more than one row returned for \\gset");
}

TEST(Gset, IsNothingForWhatIsNoQuery) {
  const QueryRun run(done("CREATE TABLE"), "SELECT INTO a \\gset\nCREATE TABLE b();\n");
  EXPECT_EQ(run.bench.stop(), "done");
}

TEST(Gset, NeedsNamesForVariables) {
  const QueryRun run(table({"?column?"}, {{"1"}}), "SELECT 1 \\gset\n");
  EXPECT_EQ(run.bench.failure(), "42602 SELECT 1");
  EXPECT_EQ(run.bench.result.stop->message, "invalid variable name \"?column?\" in \\gset");
}

TEST(Gset, StartsAnewInEachScriptUnlessShared) {
  for (const bool shared : {false, true}) {
    ScriptedRun run;
    run.bench.options.shared_session = shared;
    run.bench.loading.variables.set("x", "0");
    run.session.answer("SELECT", table({"x"}, {{"1"}}));
    run.bench.add("a.sql", "SELECT \\gset\n");
    run.bench.add("b.sql", "VALUES (:x) \\gset b_\n");
    run.bench.run();
    EXPECT_EQ(run.bench.result.scripts[1].statements[0].statement->sql(),
              shared ? "VALUES (1)" : "VALUES (0)");
  }
}

TEST(LiveScript, StopsAtWhatIsOnlyFoundThen) {
  const QueryRun run(table({"x"}, {{"maybe"}}),
                     "SELECT \\gset\nCREATE TABLE a();\n\\if :x\n\\endif\nCREATE TABLE b();\n");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "SELECT", "CREATE TABLE a()", "ROLLBACK"}));
  EXPECT_EQ(run.bench.outcomes(), "ran applied failed");
  EXPECT_EQ(run.bench.failure(), "psql-meta-command \\if :x");
  EXPECT_EQ(run.bench.result.stop->message, "\"maybe\" is not a boolean");
}

TEST(LiveScript, GoesOnBehindAWarning) {
  const QueryRun run(table({"x"}, {{"1"}}),
                     "\\set ON_ERROR_STOP off\nSELECT \\gset\nCREATE TABLE a();\n");
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.bench.outcomes(), "ran applied");
}

TEST(LiveScript, IsTriedAgainFromItsStart) {
  ScriptedRun run;
  run.session.answer("SELECT", table({"x"}, {{"1"}}));
  run.session.answer("SELECT", table({"x"}, {{"2"}}));
  run.session.answer("INSERT", failed("40P01"));
  run.bench.add("a.sql", "\\echo hello\nSELECT \\gset\nINSERT INTO t VALUES (:x);\n");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.bench.outcomes(), "ran applied");
  EXPECT_EQ(run.session.sent[run.session.sent.size() - 2], "INSERT INTO t VALUES (2)");
}

TEST(LiveScript, IsNotTriedAgainOnceAPartIsCommitted) {
  ScriptedRun run;
  run.session.answer("SELECT", table({"x"}, {{"1"}}));
  run.session.answer("INSERT", failed("55P03"));
  run.bench.add("a.sql", "SELECT \\gset\nVACUUM t;\nINSERT INTO t VALUES (:x);\n");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(run.bench.states(), "partly_committed");
}

TEST(Gexec, RunsEveryCell) {
  const QueryRun run(table({"a", "b"}, {{"CREATE TABLE a()", "CREATE TABLE b(); CREATE TABLE c();"},
                                        {std::nullopt, "VACUUM"}}),
                     "SELECT \\gexec\nCREATE TABLE d();\n");
  EXPECT_EQ(run.sent(),
            (Texts{"BEGIN", "SELECT", "CREATE TABLE a()", "CREATE TABLE b()", "CREATE TABLE c()",
                   "COMMIT", "alone: VACUUM", "BEGIN", "CREATE TABLE d()", "COMMIT"}));
  EXPECT_EQ(run.bench.outcomes(), "ran applied applied applied ran applied");
  EXPECT_EQ(run.bench.result.scripts[0].statements[1].statement->source->path(), "a.sql:1 \\gexec");
}

TEST(Gexec, RunsNothingForNoRow) {
  const QueryRun run(table({"a"}, {}), "SELECT \\gexec\n");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "SELECT", "COMMIT"}));
  EXPECT_EQ(run.bench.stop(), "done");
}

TEST(Gexec, RunsWithoutTransactionWhenTheScriptDoes) {
  const QueryRun run(table({"a"}, {{"DO ''"}, {"BEGIN"}, {"CREATE TABLE a()"}, {"COMMIT"}}),
                     "-- pgsettle: no-transaction\nSELECT \\gexec\n");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "SELECT", "COMMIT", "alone: DO ''", "BEGIN",
                               "CREATE TABLE a()", "COMMIT"}));
}

TEST(Gexec, RefusesToEndTheTransaction) {
  for (const bool single : {false, true}) {
    ScriptedRun run;
    run.bench.options.single_transaction = single;
    run.session.answer("SELECT", table({"a"}, {{"COMMIT"}}));
    run.bench.add("a.sql", "CREATE TABLE a(); SELECT \\gexec\n");
    run.bench.run();
    EXPECT_EQ(run.bench.failure(), "2D000 COMMIT");
    EXPECT_EQ(run.bench.states(), "rolled_back");
    EXPECT_EQ(run.session.sent.back(), "ROLLBACK");
  }
}

TEST(Gexec, StopsAtTheServersError) {
  ScriptedRun run;
  run.session.answer("SELECT", table({"a"}, {{"CREATE TABLE a()"}, {"CREATE TABLE b()"}}));
  run.session.answer("TABLE a", failed("42P07"));
  run.bench.add("a.sql", "SELECT \\gexec\nCREATE TABLE c();\n");
  run.bench.run();
  EXPECT_EQ(run.bench.failure(), "42P07 CREATE TABLE a()");
  EXPECT_EQ(run.bench.states(), "rolled_back");
}

TEST(Gexec, KnowsNoVariablesAndMetaCommands) {
  const QueryRun variable(table({"a"}, {{"SELECT :x"}}), "\\set x 1\nSELECT \\gexec\n");
  EXPECT_EQ(variable.sent(), (Texts{"BEGIN", "SELECT", "SELECT :x", "COMMIT"}));
  for (const std::string_view cell :
       {"\\i b.sql", "CREATE TABLE a();\n\\echo x", "\\copy a from 'x'", "\\gset"}) {
    const QueryRun run(table({"a"}, {{std::string(cell)}}), "SELECT \\gexec\n");
    EXPECT_EQ(run.bench.stop(), "statement_failed") << cell;
    EXPECT_EQ(run.bench.states(), "rolled_back") << cell;
    EXPECT_NE(run.bench.failure(), "none") << cell;
  }
}

TEST(Gexec, TellsOfWhatItCannotRead) {
  const QueryRun run(table({"a"}, {{"SELECT 'x"}}), "SELECT \\gexec\n");
  EXPECT_EQ(run.bench.stop(), "statement_failed");
}

TEST(Gexec, CopiesNothing) {  // there is nowhere to read rows from
  const QueryRun run(table({"a"}, {{"COPY t FROM stdin"}}), "SELECT \\gexec\n");
  EXPECT_EQ(run.sent(), (Texts{"BEGIN", "SELECT", "COPY t FROM stdin <- ", "COMMIT"}));
}

TEST(Gexec, StaysInItsScript) {
  ScriptedRun run;
  run.session.answer("SELECT", table({"a"}, {{"SET search_path = x"}}));
  run.bench.add("a.sql", "SELECT \\gexec\n");
  run.bench.add("b.sql", "CREATE TABLE b();");
  run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "ran ran | applied");
  EXPECT_TRUE(std::ranges::find(run.session.sent, "RESET ALL") != run.session.sent.end());
}

TEST(Echo, ComesInItsPlace) {
  ScriptedRun run;
  run.session.answer("TABLE b", failed("42P07"));
  run.bench.add("a.sql", "\\echo one\nCREATE TABLE a();\n\\echo two\n");
  run.bench.add("b.sql", "CREATE TABLE b();\n\\echo three\n");
  run.bench.run();
  EXPECT_EQ(run.bench.observer.events,
            (Texts{"begin a.sql", "echo one", "start CREATE TABLE a()", "applied CREATE TABLE a()",
                   "echo two", "end a.sql", "begin b.sql", "start CREATE TABLE b()",
                   "failed CREATE TABLE b()"}));
}

}  // namespace
}  // namespace pgsettle
