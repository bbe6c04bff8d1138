#include "lint/clauses.h"
#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || action.kind != ObjectKind::enum_value) return;
  report_failure(occurrence, findings, "Write ADD VALUE IF NOT EXISTS.", insert_if_not_exists);
}

}  // namespace

extern const Rule add_value_without_if_not_exists{
    .id = "add-value-without-if-not-exists",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "ALTER TYPE ADD VALUE without IF NOT EXISTS",
    .why =
        "The second run stops with 42710. ADD VALUE IF NOT EXISTS is there since 9.3 and may "
        "run in a transaction since 12. BEFORE and AFTER of a label that exists are ignored.",
    .bad = "ALTER TYPE mood ADD VALUE 'happy';",
    .good = "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy';",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
