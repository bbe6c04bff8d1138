// Runs that end before their end: the connection breaks, or the process is asked to stop.
#include <gtest/gtest.h>

#include <csignal>

#include "apply/applier.h"
#include "base/interrupt.h"
#include "support/scripted_run.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

// Three scripts in three transactions; the COMMIT of the settings is the first one.
struct LostRun : ScriptedRun {
  LostRun(std::string_view at, bool said_so, int occurrence = 1,
          const ApplyOptions& options = ApplyOptions()) {
    bench.options = options;
    session.break_at(at, said_so, occurrence);
    bench.add("a.sql", "CREATE TABLE a();");
    bench.add("b.sql", "CREATE TABLE b(); CREATE TABLE c();");
    bench.add("c.sql", "CREATE TABLE d();");
    bench.run();
    EXPECT_EQ(bench.stop(), "connection");
    EXPECT_FALSE(bench.result.stop->hint.empty());
  }
};

TEST(LostConnection, ThatTheServerAnnouncesLeavesNoDoubt) {
  EXPECT_EQ(LostRun("SET lock_timeout", true).bench.states(), "not_run not_run not_run");
  EXPECT_EQ(LostRun("TABLE a", true).bench.states(), "rolled_back not_run not_run");
  EXPECT_EQ(LostRun("COMMIT", true, 2).bench.states(), "rolled_back not_run not_run");
  EXPECT_EQ(LostRun("TABLE c", true).bench.states(), "committed rolled_back not_run");
  EXPECT_EQ(LostRun("COMMIT", true, 3).bench.states(), "committed rolled_back not_run");
  EXPECT_EQ(LostRun("COMMIT", true, 4).bench.states(), "committed committed rolled_back");
}

TEST(LostConnection, OfASilentServerLeavesInDoubtWhatIsCommittedBehind) {
  EXPECT_EQ(LostRun("TABLE a", false).bench.states(), "in_doubt in_doubt in_doubt");
  EXPECT_EQ(LostRun("COMMIT", false, 2).bench.states(), "in_doubt in_doubt in_doubt");
  EXPECT_EQ(LostRun("TABLE c", false).bench.states(), "committed in_doubt in_doubt");
  EXPECT_EQ(LostRun("COMMIT", false, 4).bench.states(), "committed committed in_doubt");
}

TEST(LostConnection, KeepsWhatWasAnswered) {
  const LostRun run("TABLE c", true);
  EXPECT_EQ(run.bench.outcomes(), "applied | applied not_run | not_run");
  EXPECT_TRUE(run.bench.result.scripts[1].statements[1].sent);
}

TEST(LostConnection, BeforeAnyCommitIsSentLeavesNoDoubt) {
  ScriptedRun run;
  run.session.answer_at_once();
  run.session.break_at("TABLE a");
  run.bench.add("a.sql", "CREATE TABLE a();\nCOPY a FROM stdin;\n\\.\n");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "connection");
  EXPECT_EQ(run.bench.states(), "rolled_back");
}

TEST(LostConnection, InASingleTransactionConcernsAllOfIt) {
  const ApplyOptions single = {.single_transaction = true};
  EXPECT_EQ(LostRun("TABLE c", true, 1, single).bench.states(), "rolled_back rolled_back not_run");
  EXPECT_EQ(LostRun("TABLE c", false, 1, single).bench.states(), "in_doubt in_doubt in_doubt");
  EXPECT_EQ(LostRun("COMMIT", false, 1, single).bench.states(), "in_doubt in_doubt in_doubt");
}

TEST(LostConnection, DuringACommitOfTheScriptItself) {
  const auto states = [](std::string_view at, bool said_so, int occurrence = 1) {
    ScriptedRun run;
    run.session.break_at(at, said_so, occurrence);
    run.bench.add("a.sql", "BEGIN; CREATE TABLE a(); COMMIT; BEGIN; CREATE TABLE b(); ROLLBACK;");
    run.bench.run();
    return run.bench.states();
  };
  EXPECT_EQ(states("COMMIT", false, 2), "in_doubt");
  EXPECT_EQ(states("COMMIT", true, 2), "rolled_back");
  EXPECT_EQ(states("TABLE b", false), "partly_committed");
  EXPECT_EQ(states("ROLLBACK", false), "partly_committed");
}

TEST(LostConnection, DuringAStatementOutsideOfTransactions) {
  ScriptedRun run;
  run.session.break_at("VACUUM");
  run.bench.add("a.sql", "CREATE TABLE a(); VACUUM a; CREATE TABLE b();");
  run.bench.run();
  EXPECT_EQ(run.bench.states(), "in_doubt");
  EXPECT_EQ(run.bench.outcomes(), "applied not_run not_run");
}

TEST(LostConnection, DuringACopy) {
  ScriptedRun run;
  run.session.break_at("COPY");
  run.bench.add("a.sql", "CREATE TABLE a();\nCOPY a FROM stdin;\n\\.\nCREATE TABLE b();");
  run.bench.add("b.sql", "CREATE TABLE c();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "connection");
  EXPECT_EQ(run.bench.states(), "rolled_back not_run");
}

TEST(LostConnection, IsNotRepeated) {
  ScriptedRun run;
  run.session.answer("TABLE a", failed("55P03"));
  run.session.break_at("ROLLBACK");
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "connection");
  EXPECT_EQ(run.bench.states(), "rolled_back");
  EXPECT_TRUE(run.clock.slept.empty());
}

// Takes signals while it lives.
struct Signals {
  Signals() { interrupt::install(); }
  ~Signals() { interrupt::reset(); }
};

TEST(Interruption, RollsBackWhatIsNotCommitted) {
  const Signals signals;
  ScriptedRun run;
  run.session.answer_at_once();
  run.session.when("TABLE b", [] { std::raise(SIGINT); });
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b(); CREATE TABLE c();");
  run.bench.add("c.sql", "CREATE TABLE d();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "interrupted");
  EXPECT_EQ(entry(result.stop->code).exit_status, 130);
  EXPECT_EQ(run.bench.outcomes(), "applied | applied not_run | not_run");
  EXPECT_EQ(run.bench.states(), "committed rolled_back not_run");
  EXPECT_EQ(run.session.sent.back(), "ROLLBACK");
}

TEST(Interruption, BeforeTheFirstStatementOfAScript) {
  const Signals signals;
  ScriptedRun run;
  run.session.answer_at_once();
  run.session.when("SET statement_timeout", [] { std::raise(SIGINT); });
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "interrupted");
  EXPECT_EQ(run.bench.states(), "not_run");
}

TEST(Interruption, BetweenTheTransactionsOfAScript) {
  const Signals signals;
  ScriptedRun run;
  run.session.when("VACUUM", [] { std::raise(SIGTERM); });
  run.bench.add("a.sql", "CREATE TABLE a(); VACUUM a; CREATE TABLE b();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "terminated");
  EXPECT_EQ(entry(result.stop->code).exit_status, 143);
  EXPECT_EQ(run.bench.outcomes(), "applied ran not_run");
  EXPECT_EQ(run.bench.states(), "partly_committed");
}

TEST(Interruption, IsMoreThanTheErrorOfTheCancelledStatement) {
  const Signals signals;
  ScriptedRun run;
  run.session.when("TABLE a", [] { std::raise(SIGINT); });
  run.session.answer("TABLE a", failed("57014"));
  run.bench.add("a.sql", "CREATE TABLE a(); CREATE TABLE b();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "interrupted");
  EXPECT_EQ(run.bench.outcomes(), "failed not_run");
  EXPECT_EQ(run.bench.states(), "rolled_back");
}

TEST(Interruption, IsObeyedInsteadOfTryingAgain) {
  const Signals signals;
  ScriptedRun run;
  run.session.when("TABLE a", [] { std::raise(SIGINT); });
  run.session.answer("TABLE a", failed("55P03"));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "interrupted");
  EXPECT_TRUE(run.clock.slept.empty());
}

TEST(Interruption, DoesNotCommitASingleTransaction) {
  const Signals signals;
  ScriptedRun run;
  run.bench.options.single_transaction = true;
  run.session.answer_at_once();
  run.session.when("TABLE b", [] { std::raise(SIGINT); });
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.add("b.sql", "CREATE TABLE b();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "interrupted");
  EXPECT_EQ(run.bench.states(), "rolled_back rolled_back");
  EXPECT_EQ(run.session.sent.back(), "ROLLBACK");
}

TEST(Interruption, ThatComesTooLateChangesNothing) {
  const Signals signals;
  ScriptedRun run;
  run.session.when("TABLE a", [&] { run.session.when("COMMIT", [] { std::raise(SIGINT); }); });
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.bench.states(), "committed");
}

TEST(Interruption, EndsTheWaitForTheLock) {
  const Signals signals;
  ScriptedRun run;
  run.session.when("pg_try_advisory_lock", [] { std::raise(SIGINT); });
  run.session.answer("pg_try_advisory_lock", table({"x"}, {{"f"}}));
  run.bench.add("a.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "interrupted");
  EXPECT_EQ(run.bench.states(), "not_run");

  interrupt::reset();
  ScriptedRun cancelled;
  cancelled.session.when("pg_try_advisory_lock", [] { std::raise(SIGINT); });
  cancelled.session.answer("pg_try_advisory_lock", failed("57014"));
  cancelled.bench.add("a.sql", "CREATE TABLE a();");
  cancelled.bench.run();
  EXPECT_EQ(cancelled.bench.stop(), "interrupted");
}

}  // namespace
}  // namespace pgsettle
