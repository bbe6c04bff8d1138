#include "lint/clauses.h"
#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || action.kind != ObjectKind::column) return;
  report_failure(occurrence, findings, "Write ADD COLUMN IF NOT EXISTS.", insert_if_not_exists);
}

}  // namespace

extern const Rule add_column_without_if_not_exists{
    .id = "add-column-without-if-not-exists",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "ADD COLUMN without IF NOT EXISTS",
    .why =
        "The second run stops with 42701. ADD COLUMN IF NOT EXISTS (9.6) takes ACCESS EXCLUSIVE "
        "on the table also when there is nothing to do; pgsettle does not send it then.",
    .bad = "ALTER TABLE account ADD COLUMN name text;",
    .good = "ALTER TABLE account ADD COLUMN IF NOT EXISTS name text;",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
