// pgsettle lint on files: what --fix makes of them, and what a single file is judged with.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file_system.h"
#include "support/program.h"

namespace pgsettle {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string read(const Workplace& place, const std::string& name) {
  return RealFileSystem().read(join_path(place.path(), name));
}

TEST(LintFix, KeepsEveryOtherByte) {
  const std::pair<const char*, const char*> cases[] = {
      {"CREATE  TABLE t (a int);\r\n-- c\r\n-- +migrate Down\r\nDROP TABLE t;\xff\r\n",
       "CREATE  TABLE IF NOT EXISTS t (a int);\r\n-- c\r\n-- +migrate Down\r\nDROP TABLE "
       "t;\xff\r\n"},
      {"\xEF\xBB\xBF"
       "create /* x */ table t (a int)",
       "\xEF\xBB\xBF"
       "create /* x */ table IF NOT EXISTS t (a int)"},
  };
  for (const auto& [before, after] : cases) {
    const Workplace place;
    place.write("1.sql", before);
    const CompletedProcess result = place.run({"lint", "--fix", "1.sql"});
    EXPECT_EQ(result.exit_status, 0) << result.output;
    EXPECT_EQ(read(place, "1.sql"), after);
    place.run({"lint", "--fix", "1.sql"});
    EXPECT_EQ(read(place, "1.sql"), after);
  }
}

TEST(LintFix, WritesTheIncludedFileAndNotTheIncludingOne) {
  const Workplace place;
  place.write("migrations/1.sql", "\\ir parts/t.psql\n\\ir parts/t.psql\n");
  place.write("migrations/parts/t.psql", "CREATE SCHEMA s;\nCREATE TABLE t (a int);\n");
  place.run({"lint", "--fix"});
  EXPECT_EQ(read(place, "migrations/1.sql"), "\\ir parts/t.psql\n\\ir parts/t.psql\n");
  EXPECT_EQ(read(place, "migrations/parts/t.psql"),
            "CREATE SCHEMA IF NOT EXISTS s;\nCREATE TABLE IF NOT EXISTS t (a int);\n");
}

TEST(LintFix, LeavesDecodedFilesAlone) {
  const Workplace place;
  const std::string latin = "CREATE TABLE t (a int); -- \xe9\n";
  place.write("1.sql", latin);
  const CompletedProcess result = place.run({"lint", "--fix", "--encoding", "LATIN1", "1.sql"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_TRUE(has(result.errors, "1.sql is not fixed: it is not in UTF-8")) << result.errors;
  EXPECT_EQ(read(place, "1.sql"), latin);
}

TEST(LintFix, KeepsModeAndLinks) {
  const Workplace place;
  const std::string real = place.write("real/t.sql", "CREATE TABLE t (a int);\n");
  ::chmod(real.c_str(), 0640);
  std::filesystem::create_symlink("real/t.sql", place.path() + "/1.sql");
  place.run({"lint", "--fix", "1.sql"});
  EXPECT_TRUE(std::filesystem::is_symlink(place.path() + "/1.sql"));
  EXPECT_EQ(read(place, "real/t.sql"), "CREATE TABLE IF NOT EXISTS t (a int);\n");
  struct stat status = {};
  ASSERT_EQ(::stat(real.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640U);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(place.path() + "/real"))
    ++files;
  EXPECT_EQ(files, 1U);
}

TEST(LintFix, UnsafeOnesOnlyWhenAskedFor) {
  const Workplace place;
  const std::string type = "CREATE TYPE mood AS ENUM ('a');\r\n";
  place.write("1.sql", type);
  EXPECT_EQ(place.run({"lint", "--fix", "1.sql"}).exit_status, 1);
  EXPECT_EQ(read(place, "1.sql"), type);
  EXPECT_EQ(place.run({"lint", "--unsafe-fixes", "1.sql"}).exit_status, 0);
  const std::string fixed = read(place, "1.sql");
  EXPECT_TRUE(has(fixed, "DO $do$")) << fixed;
  for (std::size_t at = fixed.find('\n'); at != std::string::npos; at = fixed.find('\n', at + 1)) {
    EXPECT_EQ(fixed[at - 1], '\r') << fixed;
  }
}

TEST(LintFix, DiffChangesNothing) {
  const Workplace place;
  place.write("1.sql", "CREATE TABLE t (a int);\n");
  const CompletedProcess result = place.run({"lint", "--diff", "1.sql"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_EQ(result.output,
            "--- a/1.sql\n+++ b/1.sql\n@@ -1 +1 @@\n-CREATE TABLE t (a int);\n"
            "+CREATE TABLE IF NOT EXISTS t (a int);\n");
  EXPECT_EQ(read(place, "1.sql"), "CREATE TABLE t (a int);\n");
}

TEST(LintInput, IsPrintedFixed) {
  Workplace place;
  place.input = "CREATE TABLE t (a int);\n";
  const CompletedProcess result = place.run({"lint", "--fix", "-"});
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_EQ(result.output, "CREATE TABLE IF NOT EXISTS t (a int);\n");
  place.input = "SELECT 1;\n";
  EXPECT_EQ(place.run({"lint", "--fix", "-"}).output, "SELECT 1;\n");
}

// A trigger whose DROP stands in an earlier script is fine, which only the directory tells.
constexpr const char* drop = "DROP TRIGGER IF EXISTS g ON t;\n";
constexpr const char* create =
    "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n";

TEST(LintContext, ASingleFileIsJudgedWithItsDirectory) {
  const Workplace place;
  place.write("db/migrations/1.sql", drop);
  place.write("db/migrations/2.sql", create);
  place.write("db/migrations/3.sql", "CREATE TABLE bad (a int);");
  place.write("db/alone.sql", create);
  EXPECT_EQ(place.run({"lint", "db/migrations/2.sql"}).exit_status, 0);
  EXPECT_EQ(place.run({"lint", "db/alone.sql"}).exit_status, 1);
  const std::string both = place.run({"lint", "db/migrations/3.sql", "db/alone.sql"}).output;
  EXPECT_TRUE(has(both, "in 2 scripts")) << both;
}

TEST(LintContext, HonoursDirectoryAndOrderOfTheConfiguration) {
  const Workplace place;
  place.write("pgsettle.toml", "directory = 'sql'\norder = ['a.sql']\n");
  place.write("sql/1.sql", drop);
  place.write("sql/a.sql", create);
  EXPECT_EQ(place.run({"lint", "sql/a.sql"}).exit_status, 0);
  place.write("pgsettle.toml", "directory = 'sql'\norder = ['nope.sql']\n");
  EXPECT_EQ(place.run({"lint", "sql/a.sql"}).exit_status, 78);
}

TEST(LintContext, StandardInputTakesTheFilesPlace) {
  Workplace place;
  place.write("migrations/1.sql", drop);
  place.write("migrations/2.sql", "CREATE TABLE bad (a int);");
  place.input = create;
  EXPECT_EQ(place.run({"lint", "--stdin-filename", "migrations/2.sql", "-"}).exit_status, 0);
  EXPECT_EQ(place.run({"lint", "--stdin-filename", "migrations/3_new.sql"}).exit_status, 0);
  EXPECT_EQ(place.run({"lint", "-"}).exit_status, 1);
}

TEST(LintSettings, AreCheckedWithASuggestion) {
  const Workplace place;
  place.write("migrations/1.sql", "CREATE TABLE t (a int);");
  const auto said = [&](const std::string& configuration, int status,
                        std::vector<std::string> arguments = {}) {
    place.write("pgsettle.toml", configuration);
    arguments.insert(arguments.begin(), "lint");
    const CompletedProcess result = place.run(arguments);
    EXPECT_EQ(result.exit_status, status) << configuration << result.errors << result.output;
    return result.errors;
  };
  EXPECT_TRUE(has(said("lint.ignore = ['create-without-if-not-exist']", 78),
                  "Did you mean \"create-without-if-not-exists\"?"));
  EXPECT_TRUE(has(said("lint.per-file = { '*' = ['rerun-fail'] }", 78), "\"rerun-fails\""));
  EXPECT_TRUE(has(said("lint.severity = { 'x' = 'error' }", 78), "unknown rule \"x\""));
  EXPECT_TRUE(has(said("lint.severity = { 'rerun-fails' = 'eror' }", 78), "is no severity"));
  EXPECT_TRUE(has(said("lint.runner = 'pgsetle'", 78), "Did you mean \"pgsettle\"?"));
  EXPECT_TRUE(has(said("", 64, {"--select", "rerun-fail"}), "Did you mean \"rerun-fails\"?"));
  EXPECT_TRUE(has(said("", 64, {"--ignore", "nope"}), "unknown rule \"nope\""));
  said("", 1);
  said("lint.ignore = ['rerun-fails']", 0);
  said("lint.severity = { 'create-without-if-not-exists' = 'warning' }", 0);
  said("lint.per-file = { 'migrations/*' = ['create-without-if-not-exists'] }", 0);
  said("lint.per-file = { 'other/*' = ['create-without-if-not-exists'] }", 1);
  said("lint.ignore = ['locks']", 0, {"--ignore", "rerun-fails"});
  said("lint.select = ['locks']", 0);
}

}  // namespace
}  // namespace pgsettle
