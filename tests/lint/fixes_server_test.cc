// What the fixes make of the truth table's statements, run twice against a server.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/lint_text.h"
#include "support/psql.h"
#include "support/test_server.h"
#include "support/truth_table.h"

namespace pgsettle {
namespace {

namespace fs = std::filesystem;

// What some rows take for granted beside truth_base.
constexpr const char* roles = R"(
DO $$ BEGIN CREATE ROLE lint_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE lint_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
)";

struct Directory {
  Directory() {
    std::string name = (fs::temp_directory_path() / "pgsettle-fixes-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Directory() { fs::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
  }

  fs::path path;
};

// The errors of the first run that failed; empty when both succeeded.
std::string run_twice(const Directory& directory, const std::string& setup,
                      const std::string& sql) {
  directory.write("setup.sql", setup);
  directory.write("fixed.sql", sql);
  const std::string url = fresh_database_url();
  const CompletedProcess result = psql(url, directory.path.string(),
                                       {"-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f",
                                        "setup.sql", "-f", "fixed.sql", "-f", "fixed.sql"});
  return result.exit_status == 0 ? "" : result.errors;
}

bool is_still_found(const std::string& sql) {
  const LintedText linted({sql});
  for (const Finding& finding : linted.result().findings) {
    if (finding.rule->group == RuleGroup::rerun_fails) return true;
  }
  return false;
}

// A statement is one that fails on its second run, so what a fix has made of it must not.
TEST(FixesOnAServer, FixedStatementsRunTwice) {
  const Directory directory;
  int fixed = 0;
  for (const TruthRow& row : truth_rows()) {
    if (row.verdict != "fails" || row.since > test_server_version()) continue;
    const std::string text = LintedText({row.sql}).fixed(true);
    if (text == row.sql || is_still_found(text)) continue;
    if (row.setup.find('@') != std::string::npos) continue;  // wants a directory of the server's
    ++fixed;
    const std::string errors = run_twice(directory, truth_base + (roles + row.setup), text);
    EXPECT_EQ(errors, "") << row.id << '\n' << text;
  }
  fmt::print("{} statements were changed by fixes and run twice\n", fixed);
  EXPECT_GE(fixed, 100);
}

}  // namespace
}  // namespace pgsettle
