#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* change = action.as<ColumnTypeChange>();
  if (change == nullptr || !change->has_using || change->using_plain_cast) return;
  if (occurrence.temporary || occurrence.is_conditional() || occurrence.is_handled()) return;
  findings.add(occurrence,
               fmt::format("each run applies the expression to the values of \"{}\" again",
                           action.object.name),
               "Put it in a DO block that asks for the column's type first.");
}

}  // namespace

extern const Rule using_expression_reapplied{
    .id = "using-expression-reapplied",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "ALTER COLUMN TYPE ... USING an expression",
    .why =
        "The expression is applied to the converted values again on each run: / 100.0 divides "
        "twice, AT TIME ZONE shifts twice. USING column::type alone can be repeated.",
    .bad = "ALTER TABLE account ALTER COLUMN balance TYPE numeric USING balance / 100.0;",
    .good = "ALTER TABLE account ALTER COLUMN balance TYPE numeric USING balance::numeric;",
    .check = check,
};

}  // namespace pgsettle::rules
