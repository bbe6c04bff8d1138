#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::role:
    case ObjectKind::database:
    case ObjectKind::tablespace:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind)) return;
  report_failure(occurrence, findings, "Put it in a DO block that asks pg_roles first.", guard_for);
}

}  // namespace

extern const Rule unguarded_create_role{
    .id = "unguarded-create-role",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE ROLE, DATABASE or TABLESPACE without a guard",
    .why =
        "None of them has IF NOT EXISTS; the second run stops with 42710 or 42P04. A role can be "
        "created under a guard in a DO block, followed by ALTER ROLE for its options; databases "
        "and tablespaces cannot be created in a DO block and do not belong in a schema directory.",
    .bad = "CREATE ROLE app LOGIN;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'app') "
        "THEN\n    CREATE ROLE app LOGIN;\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
