// The linter's word against what a server did: see truth/README.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sql/parse/analysis.h"
#include "support/lint_text.h"
#include "support/truth_table.h"

namespace pgsettle {
namespace {

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
  const LintedText linted({declared ? truth_base + setup : "", sql}, {}, {false, true});
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
  for (const TruthRow& row : truth_rows()) {
    if (row.verdict == "first-run-error") continue;
    const bool bad = row.verdict != "idempotent";
    const bool found = is_found(row.setup, row.sql, row.verdict == "destroys");
    if (found && bad) ++score.true_positives;
    if (found && !bad) ++score.false_positives;
    if (!found && bad) ++score.false_negatives;
    if (found != bad) {
      fmt::print("{}: {} ({})\n", found ? "found" : "missed", row.id, row.verdict);
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
  for (const TruthRow& row : truth_rows()) {
    if (row.rewrite.empty()) continue;
    ++all;
    if (!is_found(row.setup, row.rewrite, false)) continue;
    ++wrong;
    fmt::print("found in the rewrite of {}\n", row.id);
  }
  EXPECT_LE(wrong * 100, all * 3) << wrong << " of " << all;
}

}  // namespace
}  // namespace pgsettle
