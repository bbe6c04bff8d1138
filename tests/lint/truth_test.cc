// The linter's word against what a server did: see truth/README.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"
#include "sql/analysis.h"
#include "support/lint_text.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

// What the database held before each statement.
constexpr const char* base = R"(
CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, a int, b text);
INSERT INTO t VALUES (1,10,'x'),(2,20,'y') ON CONFLICT (id) DO NOTHING;
CREATE TABLE IF NOT EXISTS r (id int PRIMARY KEY);
CREATE OR REPLACE FUNCTION trg_fn() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN RETURN NEW; END$$;
)";

// "@copy STATEMENT|DATA" stands for COPY FROM STDIN with its rows.
std::string one_text(const std::string& sql) {
  constexpr std::string_view copy = "@copy ";
  if (!sql.starts_with(copy)) return std::string(trim(sql)) + ";\n";
  const std::size_t bar = sql.find('|');
  return fmt::format("{};\n{}\n\\.\n", sql.substr(copy.size(), bar - copy.size()),
                     trim(sql.substr(bar + 1)));
}

std::string text_of(const Json& row, const char* field) {
  if (!row.contains(field)) return {};
  if (row[field].is_string()) return one_text(row[field]);
  std::string text;
  for (const Json& sql : row[field]) text += one_text(sql);
  return text;
}

std::vector<Json> rows() {
  std::vector<Json> list;
  const std::string text =
      RealFileSystem().read(PGSETTLE_SOURCE_DIR "/tests/lint/truth/statements.jsonl");
  for (const std::string_view line : split_lines(text)) {
    if (!line.empty()) list.push_back(Json::parse(line));
  }
  return list;
}

// Tables and routines that data statements and calls use are declared in scripts, so the setup is
// one. What other statements drop, rename and change was made once, before the scripts: a script
// that makes it would make it again.
bool is_declared(const std::string& sql) {
  const std::vector<Action> actions = analyse(sql).actions;
  return std::ranges::any_of(actions, [](const Action& action) {
    return action.verb == Verb::insert || action.verb == Verb::call;
  });
}

bool is_found(const std::string& setup, const std::string& sql, bool destroys) {
  const bool declared = is_declared(sql);
  const LintedText linted({declared ? base + setup : "", sql}, {}, {false, true});
  return std::ranges::any_of(linted.result().findings, [&](const Finding& finding) {
    const RuleGroup group = finding.rule->group;
    const bool counts = group == RuleGroup::rerun_fails || group == RuleGroup::rerun_changes ||
                        (destroys && group == RuleGroup::data_loss);
    return counts && finding.diagnostic.severity == Severity::error;
  });
}

struct Score {
  int true_positives = 0;
  int false_positives = 0;
  int false_negatives = 0;

  double precision() const {
    return double(true_positives) / std::max(1, true_positives + false_positives);
  }
  double recall() const {
    return double(true_positives) / std::max(1, true_positives + false_negatives);
  }
};

TEST(Truth, ErrorsAreForWhatIsNotIdempotent) {
  Score score;
  for (const Json& row : rows()) {
    const std::string verdict = row["verdict"];
    if (verdict == "first-run-error") continue;
    const bool bad = verdict != "idempotent";
    const bool found =
        is_found(text_of(row, "setup_sql"), text_of(row, "sql"), verdict == "destroys");
    if (found && bad) ++score.true_positives;
    if (found && !bad) ++score.false_positives;
    if (!found && bad) ++score.false_negatives;
    if (found != bad) {
      fmt::print("{}: {} ({})\n", found ? "found" : "missed", row["id"].get<std::string>(),
                 verdict);
    }
  }
  fmt::print("precision {:.3f}, recall {:.3f}\n", score.precision(), score.recall());
  EXPECT_GE(score.precision(), 0.97);
  EXPECT_GE(score.recall(), 0.97);
}

// The rewrites that were run and found idempotent.
TEST(Truth, NothingIsFoundInTheRewrites) {
  int wrong = 0;
  int all = 0;
  for (const Json& row : rows()) {
    if (!row.contains("fix_sql")) continue;
    ++all;
    if (!is_found(text_of(row, "setup_sql"), text_of(row, "fix_sql"), false)) continue;
    ++wrong;
    fmt::print("found in the rewrite of {}\n", row["id"].get<std::string>());
  }
  EXPECT_LE(wrong * 100, all * 3) << wrong << " of " << all;
}

}  // namespace
}  // namespace pgsettle
