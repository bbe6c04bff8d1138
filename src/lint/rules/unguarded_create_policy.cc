#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::policy:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind)) return;
  report_failure(
      occurrence, findings,
      "Put DROP POLICY IF EXISTS before it, or a DO block that asks pg_policy around it.",
      guard_for);
}

}  // namespace

extern const Rule unguarded_create_policy{
    .id = "unguarded-create-policy",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE POLICY without DROP POLICY IF EXISTS before it or a guard",
    .why =
        "CREATE POLICY has neither IF NOT EXISTS nor OR REPLACE; the second run stops with 42710. "
        "DROP POLICY IF EXISTS before it in one transaction is fine (pgsettle sends neither when "
        "nothing differs); a guard with ALTER POLICY behind it never drops the policy.",
    .bad = "CREATE POLICY own ON account USING (owner = current_user);",
    .good =
        "DROP POLICY IF EXISTS own ON account;\nCREATE POLICY own ON account USING (owner = "
        "current_user);",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
