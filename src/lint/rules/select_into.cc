#include "lint/clauses.h"
#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!action.is_select_into) return;
  report_failure(occurrence, findings, "Write CREATE TABLE IF NOT EXISTS ... AS SELECT.",
                 select_into_to_create);
}

}  // namespace

extern const Rule select_into{
    .id = "select-into",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "SELECT INTO",
    .why =
        "It creates a table each time: the second run stops with 42P07. CREATE TABLE IF NOT EXISTS "
        "... AS does the same and has a guard (9.5).",
    .bad = "SELECT id INTO copy FROM account;",
    .good = "CREATE TABLE IF NOT EXISTS copy AS SELECT id FROM account;",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
