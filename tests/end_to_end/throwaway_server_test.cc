// pgsettle apply --throwaway: a server of its own, which ends with the run or is kept.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "support/program.h"
#include "support/psql.h"

namespace pgsettle {
namespace {

class Throwaway : public testing::Test {
 protected:
  // A server's user has to write there.
  Throwaway() {
    temporary = place.path() + "/tmp";
    std::filesystem::create_directory(temporary);
    ::chmod(place.path().c_str(), 0777);
    ::chmod(temporary.c_str(), 0777);
    place.environment["TMPDIR"] = temporary;
  }

  bool nothing_is_left() const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!std::filesystem::is_empty(temporary)) {
      if (std::chrono::steady_clock::now() > end) return false;
    }
    return true;
  }

  Workplace place;
  std::string temporary;
};

// What stands behind `label` on its line.
std::string said(const std::string& text, const std::string& label) {
  const std::size_t at = text.find(label);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + label.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

TEST_F(Throwaway, ServerIsGoneAfterTheRun) {
  place.write("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t ();");
  place.environment["DATABASE_URL"] = "postgres://127.0.0.1:1/not_this_one";
  const CompletedProcess result = place.run({"apply", "--throwaway"});
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  EXPECT_TRUE(result.output.ends_with("\n1 applied, 0 unchanged, 0 failed\n"));
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(Throwaway, EnvironmentLeadsToNoOtherServer) {
  place.write("migrations/1.sql", "SELECT current_setting('search_path') AS p \\gset\n\\echo :p\n");
  place.write(".env", "PGOPTIONS='-c search_path=nowhere'\n");
  place.environment["PGHOSTADDR"] = "127.0.0.1";
  place.environment["PGSERVICE"] = "nowhere";
  place.environment["PGSSLMODE"] = "require";
  place.environment["PGOPTIONS"] = "-c search_path=nowhere";
  const CompletedProcess result = place.run({"apply", "-q", "--throwaway"});
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_EQ(result.errors, "\"$user\", public\n");
}

TEST_F(Throwaway, ServerIsGoneAfterAFailure) {
  place.write("migrations/1.sql", "SELECT 1/0;");
  EXPECT_EQ(place.run({"apply", "--throwaway"}).exit_status, 3);
  place.write("migrations/1.sql", "\\watch");
  EXPECT_EQ(place.run({"apply", "--throwaway"}).exit_status, 1);
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(Throwaway, ServerIsGoneAfterASignal) {
  place.write("migrations/1.sql", "SELECT pg_sleep(60);");
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    Process process(place.command({"apply", "--throwaway"}));
    std::string host;
    while (process.is_running() && host.empty()) {
      host = said(process.errors(), "database postgres on ");
      host.resize(host.rfind(":5432 as ") == std::string::npos ? 0 : host.rfind(":5432 as "));
    }
    const std::string url = "host='" + host + "' user=postgres dbname=postgres";
    while (query(url, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'") != "1") {
    }
    process.send_signal(signal);
    EXPECT_EQ(process.wait(), 128 + signal) << process.errors();
    EXPECT_TRUE(nothing_is_left());
  }
}

TEST_F(Throwaway, KeptServerSaysWhereItIsAndHowToStopIt) {
  place.write("migrations/1.sql", "CREATE TABLE t ();");
  const CompletedProcess result = place.run({"apply", "--no-lint", "--throwaway", "--keep"});
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  const std::string url = said(result.output, "throwaway server: ");
  const int id = std::stoi("0" + said(result.output, "stop it with: kill "));
  ASSERT_GT(id, 1);
  EXPECT_EQ(query(url, "SELECT to_regclass('t')"), "t");
  EXPECT_EQ(place.run({"apply", "--no-lint", "-d", url}).exit_status, 3) << "t is there";
  ::kill(id, SIGTERM);
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(Throwaway, KeptServerOfAJsonReportIsNamedInItAndOnStderr) {
  place.write("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t ();");
  const CompletedProcess result = place.run({"apply", "--throwaway", "--keep", "--output", "json"});
  const auto kept = nlohmann::json::parse(result.output)["throwaway"];
  EXPECT_EQ(kept["url"], said(result.errors, "throwaway server: "));
  EXPECT_EQ(query(kept["url"], "SELECT to_regclass('t')"), "t");
  const int id = std::stoi("0" + said(result.errors, "stop it with: kill "));
  ASSERT_GT(id, 1);
  EXPECT_EQ(kept["process_id"], id);
  ::kill(id, SIGTERM);
  EXPECT_TRUE(nothing_is_left());
}

}  // namespace
}  // namespace pgsettle
