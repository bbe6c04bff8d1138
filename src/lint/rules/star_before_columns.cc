#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* view = action.as<ViewDefinition>();
  if (view == nullptr || !view->star_before_end || action.temporary) return;
  if (action.kind != ObjectKind::view) return;  // a materialized view is not replaced
  findings.add(
      occurrence,
      fmt::format("{} has columns behind a *: the next column of the table moves them, and "
                  "OR REPLACE fails (42P16)",
                  describe(action)),
      "Name the columns.");
}

}  // namespace

extern const Rule star_before_columns{
    .id = "star-before-columns",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE OR REPLACE VIEW with columns behind SELECT *",
    .why =
        "Once the table has a new column, the ones behind the star move, and OR REPLACE stops with "
        "42P16.",
    .bad = "CREATE OR REPLACE VIEW v AS SELECT account.*, 1 AS one FROM account;",
    .good = "CREATE OR REPLACE VIEW v AS SELECT id, name, 1 AS one FROM account;",
    .check = check,
};

}  // namespace pgsettle::rules
