// What ALTER DATABASE and ALTER ROLE ... SET in a script mean for the scripts behind it: to psql
// each file is a new session.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/command_test.h"

namespace pgsettle {
namespace {

constexpr std::string_view library =
    "CREATE SCHEMA IF NOT EXISTS lib;\n"
    "CREATE OR REPLACE FUNCTION lib.one() RETURNS int LANGUAGE sql AS 'SELECT 1';\n";
constexpr std::string_view uses = "CREATE OR REPLACE VIEW v AS SELECT one() AS x;\n";

class SessionDefaultsOfScripts : public CommandTest {
 protected:
  SessionDefaultsOfScripts() : database(query(url, "SELECT current_database()")) {}

  // Sends everything the first time, and the second time nothing that is settled.
  void expect_holds(const std::string& setting, const std::string& check,
                    const std::string& expected) const {
    write("1.sql", std::string(library) + setting);
    write("2.sql", uses);
    apply();
    EXPECT_EQ(query(url, check), expected) << setting;
    const std::string again = output_of("plan");
    EXPECT_FALSE(has(again, "create view")) << again;
  }
  static constexpr const char* view =
      "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'v'";

  std::string database;
};

TEST_F(SessionDefaultsOfScripts, OfTheDatabase) {
  expect_holds(fmt::format("ALTER DATABASE {} SET search_path = public, lib;\n", database), view,
               "public");
}

TEST_F(SessionDefaultsOfScripts, OfTheDatabaseByCode) {
  expect_holds(
      "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, lib', "
      "current_database()); END$$;\n",
      view, "public");
}

TEST_F(SessionDefaultsOfScripts, OfTheDatabaseByResult) {
  expect_holds(
      "SELECT format('ALTER DATABASE %I SET search_path = public, lib', current_database()) "
      "\\gexec\n",
      view, "public");
}

TEST_F(SessionDefaultsOfScripts, OfTheRoleInTheDatabase) {
  expect_holds(
      fmt::format("ALTER ROLE postgres IN DATABASE {} SET search_path = lib, public;\n", database),
      view, "lib");
}

TEST_F(SessionDefaultsOfScripts, ResetIsOneToo) {
  query(url, fmt::format("ALTER DATABASE {} SET search_path = lib", database));
  write("1.sql", std::string(library) + fmt::format("ALTER DATABASE {} RESET search_path;\n"
                                                    "CREATE TABLE IF NOT EXISTS early (a int);\n",
                                                    database));
  write("2.sql", "CREATE TABLE IF NOT EXISTS late (a int);\n");
  apply();
  EXPECT_EQ(query(url,
                  "SELECT string_agg(oid::regclass::text, ' ' ORDER BY relname) FROM pg_class "
                  "WHERE relname IN ('early', 'late')"),
            "lib.early late");
}

// The name means another table behind the setting; what is settled must not be told from before.
TEST_F(SessionDefaultsOfScripts, NamesAreResolvedByThem) {
  query(url,
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (id int); CREATE VIEW a.v AS "
        "SELECT 1 AS x");
  query(url, fmt::format("ALTER DATABASE {} SET search_path = a", database));
  write("1.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS x;\n");
  write("2.sql", fmt::format("ALTER DATABASE {} SET search_path = b;\n", database));
  write("3.sql",
        "CREATE TABLE IF NOT EXISTS t (id int);\nCREATE OR REPLACE VIEW v AS SELECT 1 AS "
        "x;\n");
  apply();
  EXPECT_EQ(query(url,
                  "SELECT to_regclass('b.t') IS NOT NULL, (SELECT x FROM a.v), (SELECT x FROM "
                  "b.v)"),
            "t|2|1");
}

TEST_F(SessionDefaultsOfScripts, OfAnotherRoleChangeNothing) {
  query(url, "DO $$BEGIN CREATE ROLE somebody; EXCEPTION WHEN duplicate_object THEN NULL; END$$");
  write("1.sql", std::string(library) + "ALTER ROLE somebody SET search_path = lib;\n");
  write("2.sql", uses);
  EXPECT_EQ(run("apply").exit_status, 3);
}

// psql -1 with several -f is one session.
TEST_F(SessionDefaultsOfScripts, OneSessionDoesNotSeeThem) {
  write("1.sql", std::string(library) +
                     fmt::format("ALTER DATABASE {} SET search_path = public, lib;\n", database));
  write("2.sql", uses);
  EXPECT_EQ(run("apply", {"-1"}).exit_status, 3);
  EXPECT_EQ(run("apply", {"--shared-session"}).exit_status, 3);
  EXPECT_EQ(run("apply").exit_status, 0);
}

// Only one pgsettle at a time, although the session changes in the midst of the run.
TEST_F(SessionDefaultsOfScripts, TheLockIsHandedOver) {
  write("1.sql", fmt::format("ALTER DATABASE {} SET search_path = public, lib;\n", database));
  write("2.sql",
        "CREATE TABLE IF NOT EXISTS held AS SELECT count(*) AS n FROM pg_locks WHERE locktype = "
        "'advisory' AND granted AND pid = pg_backend_pid() AND database = (SELECT oid FROM "
        "pg_database WHERE datname = current_database());\n");
  apply();
  EXPECT_EQ(query(url, "SELECT n FROM held"), "1");
  EXPECT_EQ(query(url,
                  "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                  "WHERE locktype = 'advisory' AND datname = current_database()"),
            "0");
}

TEST_F(SessionDefaultsOfScripts, BehindConnect) {
  write("1.sql", std::string(library) +
                     fmt::format("ALTER DATABASE {} SET search_path = public, lib;\n\\c\n{}",
                                 database, uses));
  apply();
  EXPECT_EQ(query(url, view), "public");
}

}  // namespace
}  // namespace pgsettle
