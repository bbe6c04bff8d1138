#include <fmt/format.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "apply/applier.h"
#include "base/interrupt.h"
#include "support/test_database.h"

namespace pgsettle {
namespace {

// Runs `action` in a thread, as soon as the server works on a statement like `pattern`.
class WhenServerIsAt {
 public:
  WhenServerIsAt(const TestDatabase& database, std::string pattern,
                 std::function<void(Session&, const std::string& backend)> action)
      : session_(database.connect()),
        pattern_(std::move(pattern)),
        action_(std::move(action)),
        thread_([this] { run(); }) {}
  ~WhenServerIsAt() { thread_.join(); }
  WhenServerIsAt(const WhenServerIsAt&) = delete;
  WhenServerIsAt& operator=(const WhenServerIsAt&) = delete;

 private:
  void run() {
    std::string backend;
    while (backend.empty()) {
      backend =
          ask(*session_, fmt::format("SELECT pid FROM pg_stat_activity WHERE state = 'active' "
                                     "AND pid <> pg_backend_pid() AND datname = "
                                     "current_database() AND query LIKE '{}'",
                                     pattern_));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    action_(*session_, backend);
  }

  std::unique_ptr<Connection> session_;
  std::string pattern_;
  std::function<void(Session&, const std::string&)> action_;
  std::thread thread_;
};

void terminate(Session& session, const std::string& backend) {
  ask(session, fmt::format("SELECT pg_terminate_backend({})", backend));
}

std::string tables(TestDatabase& database) {
  return database.ask(
      "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class WHERE "
      "relnamespace = 'public'::regnamespace AND relkind = 'r'");
}

TEST(Pipeline, GivesTheErrorToItsStatement) {
  ServerRun run;
  run.bench.add("1.sql", "CREATE TABLE a(); CREATE TABLE b();");
  run.bench.add("2.sql", "CREATE TABLE c(); INSERT INTO missing VALUES (1); CREATE TABLE d();");
  run.bench.add("3.sql", "CREATE TABLE e();");
  run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "applied applied | applied failed not_run | not_run");
  EXPECT_EQ(run.bench.states(), "committed rolled_back not_run");
  EXPECT_EQ(run.bench.failure(), "42P01 INSERT INTO missing VALUES (1)");
  EXPECT_EQ(run.bench.result.scripts[1].statements[1].error->position, 13U);
  EXPECT_EQ(tables(run.database), "a b");
}

TEST(Pipeline, RollsEverythingBackInASingleTransaction) {
  ServerRun run;
  run.bench.options.single_transaction = true;
  run.bench.add("1.sql", "CREATE TABLE a();");
  run.bench.add("2.sql", "SELECT 1/0;");
  run.bench.run();
  EXPECT_EQ(run.bench.states(), "rolled_back rolled_back");
  EXPECT_EQ(tables(run.database), "");
}

TEST(Pipeline, CarriesAScriptOf20Megabytes) {
  ServerRun run;
  std::string sql = "CREATE TABLE t(a int, b text);\n";
  const std::string filler(1000, 'x');
  for (int i = 0; i < 8000; ++i) {
    sql += fmt::format("INSERT INTO t VALUES ({}, '{}');\n", i, filler);
    sql += fmt::format("DO $$begin raise notice '{}{}'; end$$;\n", filler, i);
    sql +=
        fmt::format("SELECT repeat('{}', 3) FROM generate_series(1, 2);\n", filler.substr(0, 450));
  }
  EXPECT_GT(sql.size(), 20'000'000U);
  run.bench.add("1.sql", sql);
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(result.count(Outcome::applied), 8001U);
  EXPECT_EQ(result.count(Outcome::ran), 16'000U);
  const StatementResult& late = result.scripts[0].statements[3 * 7999 + 2];
  ASSERT_EQ(late.notices.size(), 1U);
  EXPECT_TRUE(late.notices[0].message.ends_with("x7999"));
  EXPECT_EQ(run.database.ask("SELECT count(*), sum(a) FROM t"), "8000,31996000");
}

TEST(Pipeline, CarriesAStatementOf20Megabytes) {
  ServerRun run;
  run.bench.add("1.sql",
                fmt::format("CREATE TABLE t(b text); INSERT INTO t VALUES ('{}'); UPDATE t "
                            "SET b = b || 'x'; SELECT nonsense FROM t;",
                            std::string(20'000'000, 'x')));
  run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "applied applied applied failed");
}

TEST(Pipeline, Carries300Scripts) {
  ServerRun run;
  for (int i = 0; i < 300; ++i) {
    run.bench.add(fmt::format("{}.sql", i),
                  fmt::format("CREATE TABLE t{0}(a int); INSERT INTO t{0} "
                              "VALUES ({0}); SET search_path = x;",
                              i));
  }
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.database.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "300");
}

TEST(Commit, ThatFailsIsTold) {
  for (const bool single : {false, true}) {
    ServerRun run;
    run.bench.options.single_transaction = single;
    run.database.execute("CREATE TABLE t(a int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)");
    run.bench.add("1.sql", "CREATE TABLE a();");
    run.bench.add("2.sql", "INSERT INTO t VALUES (1), (1);");
    run.bench.add("3.sql", "CREATE TABLE b();");
    const ApplyResult& result = run.bench.run();
    EXPECT_EQ(run.bench.stop(), "statement_failed");
    ASSERT_TRUE(result.commit_error);
    EXPECT_EQ(result.commit_error->sqlstate, "23505");
    EXPECT_EQ(result.commit_script, single ? nullptr : &result.scripts[1]);
    EXPECT_EQ(run.bench.states(),
              single ? "rolled_back rolled_back rolled_back" : "committed rolled_back not_run");
    EXPECT_EQ(tables(run.database), single ? "t" : "a t");
  }
}

TEST(Commit, OfTheScriptItselfThatFailsIsAStatement) {
  ServerRun run;
  run.bench.add("1.sql",
                "CREATE TABLE t(a int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED); BEGIN; "
                "INSERT INTO t VALUES (1), (1); COMMIT;");
  run.bench.run();
  EXPECT_EQ(run.bench.failure(), "23505 COMMIT");
  EXPECT_EQ(run.bench.states(), "partly_committed");
  EXPECT_FALSE(run.bench.result.commit_error);
}

TEST(Setting, ThatTheServerRefusesIsTold) {
  ServerRun run;
  run.bench.options.lock_timeout = std::chrono::hours(24 * 365);
  run.bench.add("1.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_FALSE(run.bench.result.commit_error);
  EXPECT_EQ(run.bench.states(), "not_run");
}

// Holds a lock on the table t until told otherwise.
struct LockedRun : ServerRun {
  LockedRun() : holder(database.connect()) {
    database.execute("CREATE TABLE t(a int)");
    holder->send("BEGIN", Results::discard);
    holder->send("LOCK t", Results::discard);
    holder->sync();
    drain(*holder);
    bench.options.lock_timeout = Milliseconds(50);
  }
  void release() { execute(*holder, "ROLLBACK"); }

  std::unique_ptr<Connection> holder;
};

TEST(Lock, IsTriedAgainAndThenGot) {
  LockedRun run;
  run.bench.observer.on_remark = [&] { run.release(); };
  run.bench.add("1.sql", "CREATE TABLE a(); ALTER TABLE t ADD b int; CREATE TABLE c();");
  run.bench.add("2.sql", "CREATE TABLE d();");
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(result.scripts[0].retries, 1U);
  EXPECT_EQ(run.bench.outcomes(), "applied applied applied | applied");
  EXPECT_EQ(tables(run.database), "a c d t");
}

TEST(Lock, IsTriedAgainFromTheMidstOfAScript) {
  LockedRun run;
  run.bench.observer.on_remark = [&] { run.release(); };
  run.bench.add("1.sql",
                "CREATE SCHEMA s; SET search_path = s; CREATE TABLE a(x int); CREATE INDEX "
                "CONCURRENTLY i ON a(x); CREATE TABLE b(); ALTER TABLE public.t ADD c int;");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.bench.result.scripts[0].retries, 1U);
  EXPECT_EQ(run.database.ask("SELECT to_regclass('s.a'), to_regclass('s.b')"), "s.a,s.b");
}

TEST(Lock, IsGivenUpAfterTheTries) {
  LockedRun run;
  run.bench.options.retries = 1;
  run.bench.add("1.sql", "CREATE TABLE a();");
  run.bench.add("2.sql", "CREATE TABLE b(); ALTER TABLE t ADD b int;");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "lock_not_obtained");
  EXPECT_EQ(run.bench.failure(), "55P03 ALTER TABLE t ADD b int");
  EXPECT_EQ(run.bench.states(), "committed rolled_back");
  EXPECT_EQ(tables(run.database), "a t");
}

TEST(Lock, IsNotTriedAgainByAScriptWithItsOwnTransactions) {
  LockedRun run;
  run.bench.add("1.sql", "CREATE TABLE a();");
  run.bench.add("2.sql", "BEGIN; ALTER TABLE t ADD b int; COMMIT;");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(run.bench.states(), "committed rolled_back");
  EXPECT_TRUE(run.bench.observer.remarks.empty());
}

TEST(Timeout, OfAStatementIsNoLock) {
  ServerRun run;
  run.bench.options.statement_timeout = Milliseconds(50);
  run.bench.add("1.sql", "SELECT pg_sleep(30);");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "statement_failed");
  EXPECT_EQ(run.bench.failure(), "57014 SELECT pg_sleep(30)");
}

TEST(TerminatedBackend, EndsTheRun) {
  ServerRun run;
  run.bench.add("1.sql", "CREATE TABLE a();");
  run.bench.add("2.sql", "CREATE TABLE b(); SELECT pg_sleep(30); CREATE TABLE c();");
  run.bench.add("3.sql", "CREATE TABLE d();");
  const WhenServerIsAt killer(run.database, "%pg_sleep(30)%", terminate);
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.stop(), "connection");
  EXPECT_EQ(result.stop->message,
            "connection lost: terminating connection due to administrator command");
  EXPECT_EQ(run.bench.states(), "committed rolled_back not_run");
  EXPECT_EQ(run.bench.outcomes(), "applied | applied not_run not_run | not_run");
  EXPECT_EQ(tables(run.database), "a");
}

TEST(TerminatedBackend, EndsASingleTransaction) {
  ServerRun run;
  run.bench.options.single_transaction = true;
  run.bench.add("1.sql", "CREATE TABLE a();");
  run.bench.add("2.sql", "SELECT pg_sleep(30);");
  const WhenServerIsAt killer(run.database, "%pg_sleep(30)%", terminate);
  run.bench.run();
  EXPECT_EQ(run.bench.states(), "rolled_back rolled_back");
  EXPECT_EQ(tables(run.database), "");
}

TEST(TerminatedBackend, DuringACommitLeavesNoDoubt) {
  ServerRun run;
  run.database.execute("CREATE TABLE t(a int)");
  run.database.execute(
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$begin perform "
      "pg_sleep(30); return null; end$$");
  run.database.execute(
      "CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION f()");
  run.bench.add("1.sql", "INSERT INTO t VALUES (1);");
  const WhenServerIsAt killer(run.database, "COMMIT", terminate);
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "connection");
  EXPECT_EQ(run.bench.states(), "rolled_back");
  EXPECT_EQ(run.database.ask("SELECT count(*) FROM t"), "0");
}

TEST(Interruption, CancelsOnTheServerAndRollsBack) {
  interrupt::install();
  {
    ServerRun run;
    run.bench.add("1.sql", "CREATE TABLE a();");
    run.bench.add("2.sql", "CREATE TABLE b(); SELECT pg_sleep(30); CREATE TABLE c();");
    const auto start = run.clock.now();
    const WhenServerIsAt stopper(run.database, "%pg_sleep(30)%",
                                 [](Session&, const std::string&) { std::raise(SIGINT); });
    run.bench.run();
    EXPECT_LT(run.clock.now() - start, std::chrono::seconds(20));
    EXPECT_EQ(run.bench.stop(), "interrupted");
    EXPECT_EQ(run.bench.failure(), "57014 SELECT pg_sleep(30)");
    EXPECT_EQ(run.bench.states(), "committed rolled_back");
    interrupt::reset();
    EXPECT_EQ(tables(run.database), "a");
    EXPECT_EQ(ask(*run.connection, "SELECT pg_current_xact_id_if_assigned()"), "NULL");
  }
}

TEST(Interruption, EndsTheWaitForALock) {
  interrupt::install();
  LockedRun run;
  run.bench.observer.on_remark = [] { std::raise(SIGTERM); };
  run.bench.add("1.sql", "ALTER TABLE t ADD b int;");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "terminated");
  interrupt::reset();
}

TEST(TwoRuns, FollowEachOther) {
  ServerRun first;
  const auto connection = first.database.connect();
  ApplyBench second(*connection, first.clock);
  for (ApplyBench* bench : {&first.bench, &second}) {
    bench->add("1.sql",
               "CREATE TABLE IF NOT EXISTS a(x int); DROP TABLE IF EXISTS b; CREATE TABLE "
               "b(); SELECT pg_sleep(0.2);");
    bench->add("2.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON a(x); SELECT pg_sleep(0.2);");
  }
  std::thread other([&] {
    second.run();
    // The lock ends with the session.
    ask(*connection, "SELECT pg_advisory_unlock_all()");
  });
  first.bench.run();
  ask(*first.connection, "SELECT pg_advisory_unlock_all()");
  other.join();
  EXPECT_EQ(first.bench.stop(), "done");
  EXPECT_EQ(second.stop(), "done");
  EXPECT_EQ(first.bench.observer.remarks.size() + second.observer.remarks.size(), 1U);
}

TEST(TwoRuns, DoNotWaitForEver) {
  ServerRun first;
  first.bench.run();
  const auto connection = first.database.connect();
  ApplyBench second(*connection, first.clock);
  second.options.wait_lock = Milliseconds(100);
  second.add("1.sql", "CREATE TABLE a();");
  second.run();
  EXPECT_EQ(second.stop(), "lock_not_obtained");
  EXPECT_EQ(second.states(), "not_run");
}

}  // namespace
}  // namespace pgsettle
