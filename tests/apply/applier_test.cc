#include "apply/applier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

#include "base/interrupt.h"
#include "support/scripted_run.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

std::size_t times_sent(const ScriptedRun& run, std::string_view sql) {
  return static_cast<std::size_t>(std::ranges::count(run.session.sent, sql));
}

TEST(Applier, SaysWhatBecameOfEverything) {
  ScriptedRun run;
  run.session.answer("TABLE IF", noticed({"42P07"}));
  run.session.answer("INSERT", touched(2));
  run.session.when("UPDATE", [&] { run.clock.advance(Milliseconds(30)); });
  run.bench.add("a.sql", "CREATE TABLE IF NOT EXISTS a(); INSERT INTO a VALUES (1), (2);");
  run.bench.add("b.sql", "UPDATE a SET x = 1; SELECT 1;");
  const ApplyResult& result = run.bench.run();
  EXPECT_FALSE(result.stop);
  EXPECT_EQ(run.bench.outcomes(), "unchanged applied | applied ran");
  EXPECT_EQ(run.bench.states(), "committed committed");
  EXPECT_EQ(result.scripts[0].statements[1].rows, 2);
  EXPECT_EQ(result.milliseconds, 30);
  EXPECT_EQ(result.scripts[0].milliseconds, 30);  // its answers had to wait
  EXPECT_EQ(result.count(Outcome::applied), 2U);
}

TEST(Applier, StopsAtTheFirstError) {
  ScriptedRun run;
  run.session.answer("INSERT", failed("23505", "duplicate key"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b(); INSERT INTO b VALUES (1); CREATE TABLE c();");
  run.bench.add("c.sql", "CREATE TABLE d();");
  run.bench.add("d.sql", "");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(result.stop->message, "duplicate key");
  EXPECT_EQ(run.bench.outcomes(), "applied | applied failed not_run | not_run | ");
  EXPECT_EQ(run.bench.states(), "committed rolled_back not_run not_run");
  EXPECT_EQ(run.session.sent.back(), "ROLLBACK");
  EXPECT_TRUE(result.scripts[1].statements[1].sent);
  EXPECT_FALSE(result.scripts[1].statements[2].sent);
  EXPECT_FALSE(result.commit_error);
}

TEST(Applier, SpeaksOfStatementsThatItNeverReached) {
  ScriptedRun run;
  run.session.answer_at_once();
  run.session.answer("TABLE a", failed("42501"));
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b(); CREATE TABLE c();");
  run.bench.add("b.sql", "CREATE TABLE d();");
  run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "failed not_run not_run | not_run");
  EXPECT_EQ(times_sent(run, "CREATE TABLE b()"), 0U);
}

TEST(Applier, RollsEverythingBackInASingleTransaction) {
  ScriptedRun run;
  run.bench.options.single_transaction = true;
  run.session.answer("TABLE c", failed("42P07"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b(); CREATE TABLE c();");
  run.bench.add("c.sql", "CREATE TABLE d();");
  run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "applied | applied failed | not_run");
  EXPECT_EQ(run.bench.states(), "rolled_back rolled_back not_run");
}

TEST(Applier, KnowsWhichPartOfAScriptIsKept) {
  ScriptedRun run;
  run.session.answer("TABLE b", failed("42P07"));
  run.bench.add("a.sql", "CREATE TABLE a(); VACUUM a; CREATE TABLE b();");
  run.bench.run();
  EXPECT_EQ(run.bench.states(), "partly_committed");

  ScriptedRun own;
  own.session.answer("TABLE b", failed("42P07"));
  own.bench.add("a.sql", "BEGIN; CREATE TABLE a(); COMMIT; BEGIN; CREATE TABLE b(); COMMIT;");
  own.bench.run();
  EXPECT_EQ(own.bench.states(), "partly_committed");

  ScriptedRun undone;
  undone.session.answer("TABLE b", failed("42P07"));
  undone.bench.add("a.sql", "BEGIN; CREATE TABLE a(); ROLLBACK; CREATE TABLE b();");
  undone.bench.run();
  EXPECT_EQ(undone.bench.states(), "rolled_back");
}

TEST(Applier, TellsThatACommitFailed) {
  for (const bool single : {false, true}) {
    ScriptedRun run;
    run.bench.options.single_transaction = single;
    run.session.when("INSERT", [&] { run.session.answer("COMMIT", failed("23503", "late")); });
    run.bench.add("a.sql", "INSERT INTO a VALUES (1);");
    run.bench.add("b.sql", "CREATE TABLE b();");
    const ApplyResult& result = run.bench.run();
    EXPECT_EQ(run.bench.stop(), "statement_failed");
    EXPECT_EQ(run.bench.outcomes(), single ? "applied | applied" : "applied | not_run");
    EXPECT_EQ(run.bench.states(), single ? "rolled_back rolled_back" : "rolled_back not_run");
    ASSERT_TRUE(result.commit_error);
    EXPECT_EQ(result.commit_error->message, "late");
    EXPECT_EQ(result.commit_script, single ? nullptr : &result.scripts[0]);
  }
}

TEST(Applier, DoesNotTakeARefusedSettingForACommit) {
  ScriptedRun run;
  run.session.answer("SET lock_timeout", failed("22023", "outside the valid range"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(result.stop->message, "outside the valid range");
  EXPECT_FALSE(result.commit_error);
  EXPECT_EQ(run.bench.states(), "not_run");
}

TEST(Retry, SendsTheTransactionAgainBehindAPause) {
  for (const std::string_view code : {"55P03", "40P01", "40001"}) {
    ScriptedRun run;
    run.session.answer("TABLE c", failed(code, "in the way"));
    run.bench.add("a.sql", "CREATE TABLE a();");
    run.bench.add("b.sql", "CREATE TABLE b(); CREATE TABLE c(); CREATE TABLE d();");
    run.bench.add("c.sql", "CREATE TABLE e();");
    const ApplyResult& result = run.bench.run();
    EXPECT_EQ(run.bench.stop(), "done");
    EXPECT_EQ(run.bench.outcomes(), "applied | applied applied applied | applied");
    EXPECT_EQ(run.bench.states(), "committed committed committed");
    EXPECT_EQ(result.scripts[1].retries, 1U);
    EXPECT_EQ(times_sent(run, "CREATE TABLE a()"), 1U);
    EXPECT_EQ(times_sent(run, "CREATE TABLE b()"), 2U);
    ASSERT_EQ(run.clock.slept.size(), 1U);
    EXPECT_GE(run.clock.slept[0], Milliseconds(100));
    EXPECT_LE(run.clock.slept[0], Milliseconds(200));
    ASSERT_EQ(run.bench.observer.remarks.size(), 1U);
    EXPECT_EQ(run.bench.observer.remarks[0].find("b.sql: in the way (" + std::string(code) +
                                                 "); trying again in "),
              0U);
  }
}

TEST(Retry, GivesUpAfterItsTries) {
  ScriptedRun run;
  run.session.answer("TABLE a", failed("55P03"), ScriptedSession::always);
  run.bench.add("a.sql", "CREATE TABLE x(); CREATE TABLE a();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "lock_not_obtained");
  EXPECT_EQ(entry(result.stop->code).exit_status, 5);
  EXPECT_EQ(result.scripts[0].retries, 5U);
  EXPECT_EQ(run.bench.outcomes(), "applied failed");
  EXPECT_EQ(run.bench.states(), "rolled_back");
  ASSERT_EQ(run.clock.slept.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const auto base = Milliseconds(100 << i);
    EXPECT_GE(run.clock.slept[i], base);
    EXPECT_LE(run.clock.slept[i], 2 * base);
  }
}

std::vector<Milliseconds> pauses_of(unsigned seed) {
  ScriptedRun run;
  run.session.answer("TABLE a", failed("55P03"), ScriptedSession::always);
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.options.seed = seed;
  run.bench.run();
  return run.clock.slept;
}

TEST(Retry, PausesDependOnTheSeedAlone) {
  EXPECT_EQ(pauses_of(7), pauses_of(7));
  EXPECT_NE(pauses_of(7), pauses_of(8));
}

TEST(Retry, CountsForEachTransaction) {
  ScriptedRun run;
  for (char name = 'a'; name < 'k'; ++name) {
    run.session.answer(std::string("TABLE ") + name, failed("55P03"), 4);
    run.bench.add(std::string(1, name) + ".sql", std::string("CREATE TABLE ") + name + "();");
  }
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.clock.slept.size(), 40U);
}

TEST(Retry, IsOnlyForWhatCanBeRepeated) {
  const std::vector<std::pair<std::string_view, std::string_view>> table = {
      {"CREATE TABLE x(); ALTER TABLE t ADD a int;", "23505"},
      {"CREATE TABLE x(); ALTER TABLE t ADD a int;", "57014"},
      {"CREATE TABLE x(); ALTER TABLE t ADD a int;", "40002"},
      {"BEGIN; ALTER TABLE t ADD a int; COMMIT;", "55P03"},
      {"-- pgsettle: no-transaction\nALTER TABLE t ADD a int;", "40001"},
      {"-- pgsettle: no-transaction\nDO 'ALTER TABLE t';", "55P03"},
  };
  for (const auto& [sql, code] : table) {
    ScriptedRun run;
    run.session.answer("ALTER TABLE t", failed(code));
    run.bench.add("a.sql", "CREATE TABLE a();");  // its transaction could be repeated
    run.bench.add("b.sql", sql);
    run.bench.run();
    EXPECT_EQ(run.bench.stop(), "statement_failed") << sql;
    EXPECT_TRUE(run.clock.slept.empty()) << sql;
    EXPECT_EQ(times_sent(run, "CREATE TABLE a()"), 1U) << sql;
    EXPECT_EQ(run.bench.result.scripts[0].state, ScriptState::committed) << sql;
  }
}

TEST(Retry, IsNotForWhatRunsOutsideOfTransactions) {
  ScriptedRun run;
  run.session.answer("CREATE INDEX", failed("55P03"));
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE INDEX CONCURRENTLY i ON a(x);");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(run.bench.states(), "partly_committed");
}

TEST(Retry, KeepsWhatIsCommittedOfTheScript) {
  ScriptedRun run;
  run.session.answer("TABLE d", failed("55P03"));
  run.bench.add("a.sql",
                "SET search_path = x; CREATE TABLE a(); VACUUM a; CREATE TABLE c(); CREATE TABLE "
                "d();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.bench.outcomes(), "ran applied ran applied applied");
  // Without a reset: its search_path still holds.
  EXPECT_EQ(run.sent(),
            (Texts{"BEGIN", "SET search_path = x", "CREATE TABLE a()", "COMMIT", "alone: VACUUM a",
                   "BEGIN", "CREATE TABLE c()", "CREATE TABLE d()", "COMMIT", "ROLLBACK", "BEGIN",
                   "CREATE TABLE c()", "CREATE TABLE d()", "COMMIT"}));
  EXPECT_EQ(run.bench.result.scripts[0].splits, 1U);
}

TEST(Retry, BeginsWithASessionAsNew) {
  ScriptedRun run;  // PREPARE is not undone by ROLLBACK
  run.session.answer("TABLE a", failed("55P03"));
  run.bench.add("a.sql", "PREPARE p AS SELECT 1; CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(times_sent(run, "DEALLOCATE ALL"), 1U);
  EXPECT_EQ(times_sent(run, "SET lock_timeout = 2000"), 2U);
}

TEST(Retry, RepeatsASingleTransactionFromItsStart) {
  ScriptedRun run;
  run.bench.options.single_transaction = true;
  run.session.answer("TABLE b", failed("40001"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b();");
  run.bench.add("c.sql", "CREATE TABLE c();");
  run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "applied | applied | applied");
  EXPECT_EQ(run.bench.states(), "committed committed committed");
  EXPECT_EQ(times_sent(run, "CREATE TABLE a()"), 2U);
  EXPECT_EQ(run.bench.result.scripts[1].retries, 1U);
}

TEST(Retry, RepeatsWhatFailedAtItsCommit) {
  ScriptedRun run;
  run.session.when("INSERT", [&] { run.session.answer("COMMIT", failed("40001")); });
  run.bench.add("a.sql", "INSERT INTO a VALUES (1);");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(times_sent(run, "INSERT INTO a VALUES (1)"), 2U);
}

TEST(Retry, CanBeTurnedOff) {
  ScriptedRun run;
  run.bench.options.retries = 0;
  run.session.answer("TABLE a", failed("55P03"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "lock_not_obtained");
  EXPECT_TRUE(run.clock.slept.empty());
}

TEST(AdvisoryLock, IsWaitedForOnlySoLong) {
  ScriptedRun run;
  run.bench.options.wait_lock = std::chrono::seconds(3);
  run.session.answer("pg_try_advisory_lock", table({"x"}, {{"f"}}), ScriptedSession::always);
  run.bench.add("a.sql", "CREATE TABLE a();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "lock_not_obtained");
  EXPECT_EQ(run.bench.outcomes(), "not_run");
  EXPECT_EQ(run.bench.states(), "not_run");
  EXPECT_EQ(result.milliseconds, 3000);
  EXPECT_EQ(run.bench.observer.remarks,
            Texts{"another pgsettle is at work on this database; waiting for it"});
}

TEST(AdvisoryLock, OfALostConnectionSaysSo) {
  ScriptedRun run;
  run.session.break_at("pg_try_advisory_lock");
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "connection");
  EXPECT_EQ(run.bench.states(), "not_run");
}

}  // namespace
}  // namespace pgsettle
