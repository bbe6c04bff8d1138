// What psql makes of a script, pgsettle must make of it, too: each script goes through psql into
// one database and all of them through pgsettle into another one, twice; then the two must be
// equal.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"
#include "schema/schema_directory.h"
#include "support/program.h"
#include "support/psql.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

// The first lines that differ; the whole dumps would bury them.
std::string difference(const std::string& left, const std::string& right) {
  const auto lefts = split_lines(left);
  const auto rights = split_lines(right);
  for (std::size_t i = 0; i < lefts.size() || i < rights.size(); ++i) {
    const std::string_view one = i < lefts.size() ? lefts[i] : "(end)";
    const std::string_view two = i < rights.size() ? rights[i] : "(end)";
    if (one != two) {
      return "line " + std::to_string(i + 1) + "\npsql:     " + std::string(one) +
             "\npgsettle: " + std::string(two);
    }
  }
  return {};
}

// Both run in `directory`, so that what a script includes is found.
void expect_same(const std::string& directory, const std::vector<std::string>& arguments = {}) {
  const RealFileSystem files;
  const std::string by_psql = fresh_database_url();
  const std::string by_pgsettle = fresh_database_url();
  const Workplace place;
  for (int round = 1; round <= 2; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    // First, as it is pgsettle that should create the cluster's roles.
    Command command =
        place.command({"apply", ".", "-q", "--no-lint", "--allow-destructive", "-d", by_pgsettle});
    command.arguments[3] = directory;
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    const CompletedProcess applied = run(command);
    ASSERT_EQ(applied.exit_status, 0) << applied.errors;
    for (const std::string& script : find_scripts(files, {directory}, {}).paths) {
      const CompletedProcess sent =
          psql(by_psql, directory, {"-v", "ON_ERROR_STOP=1", "-f", script});
      ASSERT_EQ(sent.exit_status, 0) << script << '\n' << sent.errors;
    }
    ASSERT_EQ(difference(dump(by_psql), dump(by_pgsettle)), "");
  }
}

std::string source(const std::string& path) { return join_path(PGSETTLE_SOURCE_DIR, path); }

TEST(PsqlEquality, SampleSchema) { expect_same(source("migrations")); }

// Schemas, partitions, enums, materialised views, row level security.
TEST(PsqlEquality, Warehouse) { expect_same(source("tests/schemas/warehouse")); }

// Roles, row level security, default privileges; as an application keeps it.
TEST(PsqlEquality, Tenants) { expect_same(source("tests/schemas/tenants")); }

// Unqualified names, partitions, domains, attributes set behind CREATE OR REPLACE.
TEST(PsqlEquality, Telemetry) { expect_same(source("tests/schemas/telemetry")); }

// A feature of psql's a file.
TEST(PsqlEquality, Features) { expect_same(source("tests/schemas/psql")); }

TEST(PsqlEquality, SampleSchemaInOneTransaction) { expect_same(source("migrations"), {"-1"}); }

// A script with more than the socket's buffers hold, in both directions.
TEST(PsqlEquality, ScriptOf20Megabytes) {
  const Workplace place;
  std::string sql = "DROP TABLE IF EXISTS big; CREATE TABLE big (n int, v text);\n";
  const std::string text(10'000, 'x');
  for (int i = 0; i < 2000; ++i) {
    sql += "INSERT INTO big VALUES (" + std::to_string(i) + ", '" + text + "');\n";
    sql += "DO $$ BEGIN RAISE NOTICE '%', repeat('n', 2000); END $$;\n";
  }
  place.write("db/1.sql", sql);
  expect_same(place.path() + "/db");
}

TEST(PsqlEquality, LongStatementAndManyRows) {
  const Workplace place;
  std::string sql =
      "DROP TABLE IF EXISTS big; CREATE TABLE big (n int, v text);\nINSERT INTO big VALUES";
  for (int i = 0; i < 50'000; ++i) sql += (i == 0 ? "\n(" : ",\n(") + std::to_string(i) + ",'a;b')";
  sql += ";\nCOPY big FROM stdin;\n";
  for (int i = 0; i < 200'000; ++i) sql += std::to_string(i) + "\trow of no great length\n";
  place.write("db/1.sql", sql + "\\.\nSELECT count(*) FROM big;\n");
  expect_same(place.path() + "/db");
}

// libpg_query's scanner does not know it.
TEST(PsqlEquality, LiteralGoesOnBehindAComment) {
  const Workplace place;
  place.write(
      "db/1.sql",
      "CREATE TABLE IF NOT EXISTS t (v text);\n"
      "INSERT INTO t VALUES ('a' -- comment\n  'b'), (E'c\\n' -- comment\n-- more\n'd');\n");
  expect_same(place.path() + "/db");
}

// What a dump of a server that is no longer vulnerable to injected names starts and ends with.
TEST(PsqlEquality, RestrictedMetaCommands) {
  const Workplace place;
  if (psql(fresh_database_url(), "/", {"-c", "\\restrict x"}).exit_status != 0) {
    GTEST_SKIP() << "this psql does not know \\restrict";
  }
  place.write("db/1.sql",
              "\\restrict abc123\nCREATE TABLE IF NOT EXISTS t (v text);\nCOPY t FROM stdin;\n"
              "row\n\\.\n\\unrestrict abc123\n\\echo done\n");
  expect_same(place.path() + "/db");
}

}  // namespace
}  // namespace pgsettle
