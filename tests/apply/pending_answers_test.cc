#include "apply/pending_answers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/scripted_run.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

Answer with(std::vector<ServerMessage> notices) {
  Answer answer;
  answer.notices = std::move(notices);
  return answer;
}

ServerMessage named(std::string_view sqlstate, std::string_view message) {
  ServerMessage result = notice(sqlstate);
  result.message = message;
  return result;
}

// The messages of each statement's notices, in brackets.
std::string notices_of(const ApplyResult& result) {
  std::string all;
  for (const ScriptResult& script : result.scripts) {
    for (const StatementResult& statement : script.statements) {
      std::vector<std::string> messages;
      for (const ServerMessage& each : statement.notices) messages.push_back(each.message);
      all += fmt::format("[{}]", fmt::join(messages, " "));
    }
  }
  return all;
}

TEST(PendingAnswers, GivesEachStatementItsAnswer) {
  ScriptedRun run;
  run.session.answer("INSERT", touched(3));
  run.session.answer("SELECT", table({"x"}, {{"1"}, {"2"}}));
  run.session.answer("UPDATE", failed("22012", "division by zero"));
  run.bench.add("a.sql", "CREATE TABLE a(); INSERT INTO a; SELECT 1; UPDATE a SET x = 1/0;");
  const ApplyResult& result = run.bench.run();
  const auto& statements = result.scripts[0].statements;
  EXPECT_EQ(run.bench.outcomes(), "applied applied ran failed");
  EXPECT_EQ(statements[0].rows, std::nullopt);
  EXPECT_EQ(statements[1].rows, 3);
  EXPECT_EQ(statements[2].rows, std::nullopt);  // returned, not touched
  EXPECT_FALSE(statements[2].error);
  ASSERT_TRUE(statements[3].error);
  EXPECT_EQ(statements[3].error->message, "division by zero");
  EXPECT_EQ(result.stop->message, "division by zero");
}

TEST(PendingAnswers, MeasuresFromAnswerToAnswer) {
  ScriptedRun run;
  run.session.answer_at_once();
  run.session.when("TABLE a", [&] { run.clock.advance(Milliseconds(20)); });
  run.session.when("TABLE b", [&] { run.clock.advance(Milliseconds(5)); });
  run.session.when("TABLE c", [&] { run.clock.advance(Milliseconds(1)); });
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b();");
  run.bench.add("b.sql", "CREATE TABLE c();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(result.scripts[0].statements[0].milliseconds, 20);
  EXPECT_EQ(result.scripts[0].statements[1].milliseconds, 5);
  EXPECT_EQ(result.scripts[0].milliseconds, 25);
  EXPECT_EQ(result.scripts[1].milliseconds, 1);
}

// The answer to a BEGIN of ours comes together with that of the statement behind it.
TEST(PendingAnswers, CountsTheBeginInWithItsStatement) {
  ScriptedRun run;
  run.session.when("BEGIN", [] {});  // of the settings
  run.session.when("BEGIN", [&] { run.clock.advance(Milliseconds(20)); });
  run.session.when("TABLE a", [&] { run.clock.advance(Milliseconds(3)); });
  run.session.when("SELECT 2", [&] { run.clock.advance(Milliseconds(5)); });
  run.bench.add("a.sql", "CREATE TABLE a();\nSELECT 2 AS x \\gset\n");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(result.scripts[0].statements[0].milliseconds, 28);
  EXPECT_EQ(result.scripts[0].statements[1].milliseconds, 0);
}

TEST(PendingAnswers, ChargesNoStatementWithTheTimeBeforeItWasSent) {
  ScriptedRun run;
  run.session.answer("TABLE a", failed("55P03"));  // a lock; waits and tries again
  run.session.when("TABLE a", [&] { run.clock.advance(Milliseconds(20)); });
  run.bench.add("a.sql", "CREATE TABLE a();");
  EXPECT_EQ(run.bench.run().scripts[0].statements[0].milliseconds, 20);
  EXPECT_EQ(run.clock.slept.size(), 1U);
}

TEST(PendingAnswers, ChargesNothingToWhatTheServerSkips) {
  ScriptedRun run;
  run.session.answer("TABLE a", failed("42P07"));
  run.session.when("TABLE a", [&] { run.clock.advance(Milliseconds(20)); });
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b(); CREATE TABLE c();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(result.scripts[0].statements[1].outcome, Outcome::not_run);
  EXPECT_EQ(result.scripts[0].statements[1].milliseconds, 0);
  EXPECT_EQ(result.scripts[0].statements[2].milliseconds, 0);
}

TEST(PendingAnswers, TellsTheObserverInTheOrderOfTheServer) {
  ScriptedRun run;
  run.session.answer("TABLE c", failed("42P07"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b(); CREATE TABLE c(); CREATE TABLE d();");
  run.bench.add("c.sql", "CREATE TABLE e();");
  run.bench.run();
  EXPECT_EQ(run.bench.observer.events,
            (Texts{"begin a.sql", "start CREATE TABLE a()", "applied CREATE TABLE a()", "end a.sql",
                   "begin b.sql", "start CREATE TABLE b()", "applied CREATE TABLE b()",
                   "start CREATE TABLE c()", "failed CREATE TABLE c()"}));
}

TEST(PendingAnswers, TellsTheObserverAtOnceWhenSomebodyWatches) {
  for (const bool watched : {false, true}) {
    ScriptedRun run;
    run.bench.options.watched = watched;
    run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b();");
    run.bench.run();
    EXPECT_EQ(run.session.flushes, watched ? 4 : 1);
  }
}

TEST(PendingAnswers, EndsAScriptWhenItsCommitIsAnswered) {
  ScriptedRun run;
  run.session.when("TABLE a", [&] { run.session.answer("COMMIT", failed("23503")); });
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.observer.events,
            (Texts{"begin a.sql", "start CREATE TABLE a()", "applied CREATE TABLE a()"}));
}

TEST(PendingAnswers, EndsScriptsWithNothingInThem) {
  ScriptedRun run;
  run.bench.add("a.sql", "");
  run.bench.add("b.sql", "-- nothing\n");
  run.bench.run();
  EXPECT_EQ(run.bench.observer.events,
            (Texts{"begin a.sql", "end a.sql", "begin b.sql", "end b.sql"}));
}

TEST(PendingAnswers, KeepsNoticesWithTheirStatement) {
  ScriptedRun run;
  run.session.answer("TABLE a", with({named("00000", "one"), named("01000", "two")}));
  Answer error = failed("P0001");
  error.notices = {named("00000", "three")};
  run.session.answer("DO", error);
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b(); DO '';");
  EXPECT_EQ(notices_of(run.bench.run()), "[one two][][three]");
}

const std::string long_a(64, 'a');
const std::string long_b(100, 'b');

TEST(LongNames, AreToldOfByTheirOwnStatement) {
  // What libpq reads early is handed out with the answer before.
  ScriptedRun run;
  run.session.when("SET statement_timeout",
                   [&] { run.session.answer("BEGIN", with({named("42622", "a")})); });
  run.session.answer("TABLE aaa", with({named("00000", "x"), named("42622", "b")}));
  run.session.answer("TABLE bbb", with({named("00000", "y")}));
  run.bench.add("a.sql", fmt::format("CREATE TABLE {}(); CREATE TABLE {}();", long_a, long_b));
  EXPECT_EQ(notices_of(run.bench.run()), "[a x][b y]");
}

TEST(LongNames, AreAsManyAsTheStatementHas) {
  ScriptedRun run;
  run.session.answer("TABLE one",
                     with({named("42622", "1"), named("42622", "2"), named("00000", "x")}));
  run.bench.add("a.sql", fmt::format("CREATE TABLE one(); CREATE INDEX {0} ON one({1}); CREATE "
                                     "TABLE two();",
                                     long_a, long_b));
  EXPECT_EQ(notices_of(run.bench.run()), "[x][1 2][]");
}

TEST(LongNames, PassOverTheCommitOfAScript) {
  ScriptedRun run;
  run.session.answer("TABLE one", with({named("42622", "1")}));
  run.bench.add("a.sql", "CREATE TABLE one();");
  run.bench.add("b.sql", fmt::format("CREATE TABLE {}();", long_a));
  EXPECT_EQ(notices_of(run.bench.run()), "[][1]");
}

TEST(LongNames, AreCountedAsTheServerReadsThem) {
  // A name at the limit, in a string, in a comment, with doubled quotes: none is cut.
  const std::string at_limit(63, 'a');
  for (const std::string& sql :
       {fmt::format("CREATE TABLE {}()", at_limit), fmt::format("SELECT '{}'", long_a),
        fmt::format("SELECT 1 -- {}\n + 1", long_a), fmt::format("SELECT 1 AS \"{}\"", at_limit),
        fmt::format("SELECT 1 AS \"{}\"\"\"", std::string(62, 'a')),
        fmt::format("SELECT $${}$$", long_a)}) {
    ScriptedRun run;
    run.session.answer("1", with({named("42622", "1")}));
    run.bench.add("a.sql",
                  "CREATE TABLE t1();" + sql + ";" + fmt::format("CREATE TABLE \"{}\"();", long_a));
    EXPECT_EQ(notices_of(run.bench.run()), "[][][1]") << sql;
  }
}

TEST(LongNames, InsideAFunctionBelongToIt) {
  ScriptedRun run;
  ServerMessage inside = named("42622", "inside");
  inside.context = "compilation of PL/pgSQL function \"f\" near line 1";
  run.session.answer("FUNCTION", with({inside}));
  run.bench.add("a.sql", fmt::format("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'begin "
                                     "end'; CREATE TABLE {}();",
                                     long_a));
  EXPECT_EQ(notices_of(run.bench.run()), "[inside][]");
}

TEST(ScriptState, OfAScriptThatOnlyRollsBackIsCommitted) {  // it ended as it should
  ScriptedRun run;
  run.bench.add("a.sql", "BEGIN; CREATE TABLE a(); ROLLBACK;");
  run.bench.run();
  EXPECT_EQ(run.bench.states(), "committed");
}

TEST(ScriptState, WaitsForTheEndOfASingleTransaction) {
  ScriptedRun run;
  run.bench.options.single_transaction = true;
  run.session.answer_at_once();
  run.session.break_at("COMMIT", true);
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b();");
  run.bench.run();
  EXPECT_EQ(run.bench.states(), "rolled_back rolled_back");
  EXPECT_EQ(run.bench.outcomes(), "applied | applied");
}

}  // namespace
}  // namespace pgsettle
