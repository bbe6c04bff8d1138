// Runs that are ended from outside, or that others stand in the way of.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "support/program.h"
#include "support/psql.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

class Interruption : public testing::Test {
 protected:
  Interruption() : url(fresh_database_url()) {}

  Command apply(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"apply", "--no-lint", "-d", url});
    return place.command(arguments);
  }
  std::string get(const std::string& sql) const { return query(url, sql); }
  // Asks until the answer is `expected`, for 20 seconds at the most.
  bool becomes(const std::string& sql, const std::string& expected) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (get(sql) != expected) {
      if (std::chrono::steady_clock::now() > end) return false;
    }
    return true;
  }
  bool sleeps() const {
    return becomes(sessions + std::string(" AND wait_event = 'PgSleep'"), "1");
  }

  static constexpr const char* sessions =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgsettle' AND datname = "
      "current_database()";

  Workplace place;
  std::string url;
};

TEST_F(Interruption, SignalCancelsRollsBackAndLeavesNothing) {
  place.write("db/1.sql", "CREATE TABLE IF NOT EXISTS one ();");
  place.write("db/2.sql", "CREATE TABLE two ();\nSELECT pg_sleep(60);\nSELECT 1;\n");
  place.write("db/3.sql", "CREATE TABLE three ();");
  struct Case {
    int signal;
    int exit_status;
    const char* message;
  };
  for (const Case& test :
       {Case{SIGINT, 130, "error: interrupted\n"}, Case{SIGTERM, 143, "error: terminated\n"}}) {
    Process process(apply({"-q", "db"}));
    ASSERT_TRUE(sleeps()) << process.errors();
    process.send_signal(test.signal);
    EXPECT_EQ(process.wait(), test.exit_status);
    EXPECT_EQ(get(sessions), "0") << "cancelled on the server, too";
    EXPECT_EQ(process.errors(), test.message + std::string(" --> db/2.sql:2:1\n"
                                                           "  |\n"
                                                           "2 | SELECT pg_sleep(60);\n"
                                                           "  | ^\n"
                                                           "kept: db/1.sql\n"
                                                           "rolled back: db/2.sql\n"
                                                           "not run: db/3.sql\n"));
    EXPECT_EQ(get("SELECT relname FROM pg_class WHERE relname IN ('one', 'two', 'three')"), "one");
  }
}

TEST_F(Interruption, JsonSaysThatItWasInterrupted) {
  place.write("1.sql", "SELECT pg_sleep(60);");
  Process process(apply({"--output", "json", "1.sql"}));
  ASSERT_TRUE(sleeps());
  process.send_signal(SIGINT);
  EXPECT_EQ(process.wait(), 130);
  const Json document = Json::parse(process.output());
  EXPECT_EQ(document["error"]["code"], "interrupted");
  EXPECT_EQ(document["files"][0]["state"], "rolled_back");
}

TEST_F(Interruption, SignalWhileNothingButCopyRuns) {
  place.write("1.sql",
              "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);\n"
              "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS\n"
              "$$BEGIN PERFORM pg_sleep(60); RETURN new; END$$;\n"
              "CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n"
              "COPY t (a) FROM stdin;\n1\n\\.\n");
  Process process(apply({"1.sql"}));
  ASSERT_TRUE(sleeps());
  process.send_signal(SIGINT);
  EXPECT_EQ(process.wait(), 130);
  EXPECT_EQ(get(sessions), "0");
  EXPECT_EQ(get("SELECT to_regclass('t') IS NULL"), "t");
}

TEST_F(Interruption, SignalWhileAnotherPgsettleIsWaitedFor) {
  place.write("sleep.sql", "SELECT pg_sleep(60);");
  place.write("1.sql", "CREATE TABLE t ();");
  Process first(apply({"sleep.sql"}));
  ASSERT_TRUE(sleeps());
  Process second(apply({"1.sql"}));
  ASSERT_TRUE(becomes(sessions, "2"));
  while (second.is_running() && second.errors().find("another pgsettle") == std::string::npos) {
  }
  second.send_signal(SIGINT);
  EXPECT_EQ(second.wait(), 130) << second.errors();
  EXPECT_NE(second.errors().find("not run: 1.sql"), std::string::npos) << second.errors();
}

TEST_F(Interruption, AnotherPgsettleHoldsTheLock) {
  place.write("sleep.sql", "SELECT pg_sleep(60);");
  place.write("1.sql", "CREATE TABLE t ();");
  Process first(apply({"sleep.sql"}));
  ASSERT_TRUE(sleeps());
  const CompletedProcess second = run(apply({"--wait-lock", "300ms", "1.sql"}));
  EXPECT_EQ(second.exit_status, 5);
  EXPECT_NE(second.errors.find("error: another pgsettle is still at work"), std::string::npos)
      << second.errors;
  EXPECT_NE(second.errors.find("--wait-lock"), std::string::npos) << second.errors;
  EXPECT_NE(second.errors.find("not run: 1.sql"), std::string::npos) << second.errors;
  const Json json =
      Json::parse(run(apply({"--wait-lock", "0", "--output", "json", "1.sql"})).output);
  EXPECT_EQ(json["error"]["code"], "lock_not_obtained");
  // The lock is that of a database.
  const CompletedProcess elsewhere = run(apply({"-d", fresh_database_url(), "1.sql"}));
  EXPECT_EQ(elsewhere.exit_status, 0) << elsewhere.errors;
  first.send_signal(SIGINT);
  EXPECT_EQ(first.wait(), 130);
  EXPECT_EQ(run(apply({"--wait-lock", "0", "1.sql"})).exit_status, 0) << "the lock is given back";
}

TEST_F(Interruption, WaitsForTheOtherToFinish) {
  place.write("sleep.sql", "SELECT pg_sleep(1);");
  place.write("1.sql", "CREATE TABLE t ();");
  Process first(apply({"sleep.sql"}));
  ASSERT_TRUE(sleeps());
  const CompletedProcess second = run(apply({"1.sql"}));
  EXPECT_EQ(second.exit_status, 0) << second.errors;
  EXPECT_NE(second.errors.find("waiting for it"), std::string::npos) << second.errors;
}

TEST_F(Interruption, LockThatOthersHoldIsTriedForAndSaid) {
  get("CREATE TABLE t (a int)");
  place.write("1.sql", "ALTER TABLE t ADD COLUMN b int;");
  // Not pgsettle, so that only the table is locked.
  const Process holder(psql_command(url, "/",
                                    {"-c", "SET application_name = 'holder'", "-c",
                                     "BEGIN; LOCK TABLE t; SELECT pg_sleep(60); COMMIT"}));
  ASSERT_TRUE(becomes(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holder' AND wait_event = "
      "'PgSleep'",
      "1"));
  const CompletedProcess result = run(apply({"--lock-timeout", "50ms", "1.sql"}));
  EXPECT_EQ(result.exit_status, 5) << result.errors;
  EXPECT_NE(result.errors.find("error[55P03]: "), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("trying again"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("safe to run this again"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("rolled back: 1.sql"), std::string::npos) << result.errors;
}

TEST_F(Interruption, KilledBackendLosesTheConnection) {
  place.write("db/1.sql", "CREATE TABLE one ();");
  place.write("db/2.sql", "CREATE TABLE two ();\nSELECT pg_sleep(60);\nSELECT 1;\n");
  place.write("db/3.sql", "CREATE TABLE three ();");
  Process process(apply({"-q", "db"}));
  ASSERT_TRUE(sleeps());
  get("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgsettle' "
      "AND datname = current_database()");
  EXPECT_EQ(process.wait(), 4);
  const std::string said = process.errors();
  EXPECT_TRUE(said.starts_with("error: connection lost: ")) << said;
  EXPECT_NE(said.find(" --> db/2.sql:2:1\n"), std::string::npos) << said;
  EXPECT_NE(said.find("kept: db/1.sql\nrolled back: db/2.sql\nnot run: db/3.sql\n"),
            std::string::npos)
      << said;
  EXPECT_EQ(get("SELECT relname FROM pg_class WHERE relname IN ('one', 'two', 'three')"), "one");
}

TEST_F(Interruption, TwoAppliesAtOnceBothSucceed) {
  place.write("db/1.sql",
              "CREATE TABLE IF NOT EXISTS t (a int);\nCREATE OR REPLACE FUNCTION f() "
              "RETURNS int LANGUAGE sql AS 'SELECT 1';\n");
  std::vector<std::unique_ptr<Process>> processes;
  for (int i = 0; i < 6; ++i) processes.push_back(std::make_unique<Process>(apply({"db"})));
  for (const auto& process : processes) EXPECT_EQ(process->wait(), 0) << process->errors();
}

// Whoever writes \echo before a long statement wants it read before.
TEST_F(Interruption, EchoIsPrintedBeforeTheStatementBehindItEnds) {
  place.write("1.sql", "\\echo begins\nSELECT pg_sleep(60);\n");
  Process process(apply({"-q", "1.sql"}));
  ASSERT_TRUE(sleeps());
  EXPECT_EQ(process.errors(), "begins\n");
  process.send_signal(SIGINT);
  EXPECT_EQ(process.wait(), 130);
}

// The database is what counts, not who reads along.
TEST_F(Interruption, ClosedPipesDoNotStopTheRun) {
  std::string sql;
  for (int i = 0; i < 500; ++i) {
    sql += "CREATE TABLE t" + std::to_string(i) + " ();\nDO $$BEGIN RAISE NOTICE 'n'; END$$;\n";
  }
  place.write("1.sql", sql);
  Command command = apply({"--output", "json", "1.sql"});
  command.arguments[2] = "cd \"$0\" && { \"$@\" 2>&1; echo $? >status; } | head -c 1 >/dev/null";
  run(command);
  EXPECT_EQ(RealFileSystem().read(place.path() + "/status"), "0\n");
  EXPECT_EQ(get("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'"), "500");
}

}  // namespace
}  // namespace pgsettle
