#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* view = action.as<ViewDefinition>();
  if (action.verb != Verb::create || view == nullptr || !view->star) return;
  // With columns behind it the second run may fail, which is another rule's.
  if (action.kind == ObjectKind::view && view->star_before_end) return;
  findings.add(occurrence, fmt::format("the columns of {} are not written", describe(action)),
               "Name the columns.");
}

}  // namespace

extern const Rule select_star_in_view{
    .id = "select-star-in-view",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "SELECT * in a view or materialized view",
    .why =
        "The columns are those of the moment when it is created. After ADD COLUMN on the table, "
        "CREATE OR REPLACE VIEW gives the view a column that no script names; DROP COLUMN or "
        "another order stops it with 42P16. A materialized view keeps the old columns.",
    .bad = "CREATE OR REPLACE VIEW active AS SELECT * FROM account WHERE active;",
    .good = "CREATE OR REPLACE VIEW active AS SELECT id, name FROM account WHERE active;",
    .check = check,
};

}  // namespace pgsettle::rules
