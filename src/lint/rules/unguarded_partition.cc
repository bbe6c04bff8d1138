#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::partition:
    case ObjectKind::inheritance:
    case ObjectKind::typed_table:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if ((action.verb != Verb::create && action.verb != Verb::drop) || !is_meant(action.kind)) return;
  report_failure(occurrence, findings, "Put it in a DO block that asks pg_inherits first.",
                 guard_for);
}

}  // namespace

extern const Rule unguarded_partition{
    .id = "unguarded-partition",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "ATTACH or DETACH PARTITION, INHERIT or NO INHERIT, NOT OF without a guard",
    .why =
        "The second run stops with 42809 (attached already), 42P07 (inherits already) or 42P01 "
        "(detached already). There is no IF EXISTS for them.",
    .bad =
        "ALTER TABLE log ATTACH PARTITION log_2024 FOR VALUES FROM ('2024-01-01') TO "
        "('2025-01-01');",
    .good =
        "CREATE TABLE IF NOT EXISTS log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO "
        "('2025-01-01');",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
