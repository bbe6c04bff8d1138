#include "apply/session_renewal.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/scripted_run.h"

namespace pgsettle {
namespace {

const std::string defaults = "pg_db_role_setting";

struct RenewalRun : ScriptedRun {
  std::size_t times(std::string_view part) const {
    if (part == defaults) return session.asked_for_defaults;
    return static_cast<std::size_t>(std::ranges::count_if(
        session.sent, [&](const std::string& sql) { return sql.find(part) != std::string::npos; }));
  }
};

TEST(SessionRenewal, FollowsWhatHasChangedTheDefaults) {
  RenewalRun run;
  run.session.answer(defaults, table({"name", "substr"}, {{"search_path", "public"}}));
  run.session.answer(defaults, table({"name", "substr"}, {{"search_path", "lib"}}),
                     ScriptedSession::always);
  run.bench.add("a.sql", "ALTER DATABASE d SET search_path = lib;");
  run.bench.add("b.sql", "DO 'x';");
  run.bench.add("c.sql", "CREATE TABLE a();");
  run.bench.run();
  EXPECT_EQ(run.bench.stop(), "done");
  EXPECT_EQ(run.times("renew"), 1U);  // and not again behind b.sql
  EXPECT_EQ(run.times(defaults), 3U);
  const auto renewed = std::ranges::find(run.session.sent, "renew");
  const auto committed = std::ranges::find(run.session.sent, "COMMIT");
  EXPECT_LT(committed, renewed);
  EXPECT_LT(renewed, std::ranges::find(run.session.sent, "DO 'x'"));
}

TEST(SessionRenewal, IsNotForOneSession) {
  for (const bool single : {true, false}) {
    RenewalRun run;
    run.bench.options.single_transaction = single;
    run.bench.options.shared_session = !single;
    run.bench.add("a.sql", "ALTER DATABASE d SET search_path = lib;");
    run.bench.add("b.sql", "CREATE TABLE a();");
    run.bench.run();
    EXPECT_EQ(run.times(defaults), 0U);
    EXPECT_EQ(run.times("renew"), 0U);
  }
}

TEST(SessionRenewal, AsksOnlyWhereSomethingFollows) {
  for (const auto& [first, second, asks] : std::vector<std::tuple<std::string, std::string, bool>>{
           {"CREATE TABLE a();", "ALTER ROLE r SET work_mem = '5MB';", false},
           {"CREATE TABLE a();", "CREATE TABLE b();", false},
           {"ALTER ROLE r SET work_mem = '5MB';", "CREATE TABLE b();", true},
           {"ALTER USER r SET work_mem = '5MB';", "CREATE TABLE b();", true},
           {"SELECT f();", "CREATE TABLE b();", true},
           {"CALL f();", "CREATE TABLE b();", true},
           {"CREATE TABLE a();", "DO 'x';\n\\c\nCREATE TABLE b();", true},
       }) {
    RenewalRun run;
    run.bench.add("a.sql", first);
    run.bench.add("b.sql", second);
    run.bench.run();
    EXPECT_EQ(run.times(defaults) > 0, asks) << first << second;
    EXPECT_EQ(run.times("renew"), 0U);
  }
}

}  // namespace
}  // namespace pgsettle
