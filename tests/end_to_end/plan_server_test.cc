// pgsettle plan as users run it: it says what apply would do, and does nothing.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/command_test.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

class PlanCommand : public CommandTest {
 protected:
  std::string plan(const std::vector<std::string>& arguments = {}, int exit_status = 0) const {
    return output_of("plan", arguments, exit_status);
  }
};

TEST_F(PlanCommand, OfTheSampleSchemaIsNothingOnceItIsApplied) {
  std::filesystem::copy(PGSETTLE_SOURCE_DIR "/migrations", place.path() + "/migrations");
  const std::string empty = dump(url);
  const std::string before = plan({"--detailed-exitcode"}, 2);
  EXPECT_TRUE(has(before, "+ create table public.agents")) << before;
  EXPECT_TRUE(has(before, " 0 to drop; 0 will not converge")) << before;
  EXPECT_FALSE(has(before, " EXCLUSIVE on ")) << before;  // nobody waits for what is new
  EXPECT_FALSE(has(before, "drop trigger")) << before;    // which is not there
  EXPECT_EQ(dump(url), empty);
  apply();
  const std::string after = plan({"--detailed-exitcode"});
  EXPECT_TRUE(after.starts_with("Plan: nothing to do; ")) << after;
}

TEST_F(PlanCommand, SaysWhatChangesAndWhichLockItTakes) {
  write("1.sql",
        "CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY);\n"
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$\nSELECT 1\n$$;\n");
  apply();
  query(url, "INSERT INTO a SELECT generate_series(1, 10000); ANALYZE a");
  write("1.sql",
        "CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY);\n"
        "CREATE INDEX IF NOT EXISTS a_id ON a (id);\n"
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$\nSELECT 2\n$$;\n"
        "SELECT f();\n");
  const std::string text = plan();
  EXPECT_TRUE(has(text, "+ create index a_id ")) << text;
  EXPECT_TRUE(has(text, "migrations/1.sql:2")) << text;
  EXPECT_TRUE(has(text, "; SHARE on public.a (360 kB), reads all rows\n")) << text;
  EXPECT_TRUE(has(text, "~ create function f")) << text;
  EXPECT_TRUE(has(text, "      -SELECT 1\n      +SELECT 2\n")) << text;
  EXPECT_TRUE(has(text, "? select")) << text;
  EXPECT_TRUE(text.ends_with(
      "\nPlan: 1 to add, 1 to change, 0 to drop; 0 will not converge, 1 run each time\n"))
      << text;
  EXPECT_TRUE(has(plan({"--all"}), "= create table a")) << text;
}

TEST_F(PlanCommand, DropAndCreateAreOneChange) {
  const std::string table = "CREATE TABLE IF NOT EXISTS a (id int, n int);\n";
  const std::string drop = "ALTER TABLE a DROP CONSTRAINT IF EXISTS c;\n";
  write("1.sql", table + drop + "ALTER TABLE a ADD CONSTRAINT c CHECK (id > 0);\n");
  apply();
  write("1.sql", table + drop + "ALTER TABLE a ADD CONSTRAINT c CHECK (id > 1);\n");
  const std::string text = plan({"--detailed-exitcode"}, 2);
  EXPECT_TRUE(has(text, "~ alter table a: constraint c")) << text;
  EXPECT_TRUE(has(text, "ACCESS EXCLUSIVE on public.a")) << text;
  EXPECT_TRUE(has(text, "Plan: 0 to add, 1 to change, 0 to drop;")) << text;
  const Json document = Json::parse(plan({"--output", "json"}));
  const Json& statements = document["files"][0]["statements"];
  EXPECT_EQ(statements[0]["outcome"], "unchanged");
  EXPECT_FALSE(statements[0]["sent"]);
  EXPECT_EQ(statements[1]["replaced_by"]["line"], 3);
  EXPECT_EQ(statements[2]["lock"]["mode"], "ACCESS EXCLUSIVE");
  EXPECT_EQ(statements[2]["lock"]["rows"], "scan");
  const std::string sql = plan({"--output", "sql"});
  EXPECT_TRUE(has(sql, "-- migrations/1.sql:2\nALTER TABLE a DROP")) << sql;
  EXPECT_FALSE(has(sql, "CREATE TABLE")) << sql;
}

TEST_F(PlanCommand, WaitsForNobody) {
  write("1.sql", "DROP TABLE IF EXISTS a;\n");
  query(url, "CREATE TABLE a ()");
  const auto locker =
      psql_command(url, place.path(), {"-c", "BEGIN; LOCK TABLE a; SELECT pg_sleep(30)"});
  Process holding(locker);
  while (query(url,
               "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND "
               "relation = 'a'::regclass AND granted") != "1") {
  }
  const std::string text = plan();
  EXPECT_TRUE(has(text, "- drop table a")) << text;
}

TEST_F(PlanCommand, WhatIsNoSqlIsRefusedAndLintIsNotAsked) {
  write("1.sql", "CREATE TABLE t ();\nDROP TABLE t;\n");
  EXPECT_TRUE(has(plan(), "+ create table t"));
  write("1.sql", "CREATE TABEL t ();\n");
  EXPECT_EQ(run("plan").exit_status, grammar_is_the_servers() ? 3 : 0);
  EXPECT_EQ(run("plan", {"--output", "concise"}).exit_status, 64);
}

}  // namespace
}  // namespace pgsettle
