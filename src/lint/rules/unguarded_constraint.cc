#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind) || action.unnamed) return;
  report_failure(occurrence, findings, "Put it in a DO block that asks pg_constraint first.",
                 guard_for);
}

}  // namespace

extern const Rule unguarded_constraint{
    .id = "unguarded-constraint",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "ADD CONSTRAINT without a guard",
    .why =
        "ADD CONSTRAINT has no IF NOT EXISTS; the second run stops with 42710 (check, foreign "
        "key), 42P07 (unique, exclude) or 42P16 (primary key). A guard asks pg_constraint for the "
        "name and the table; DROP CONSTRAINT IF EXISTS before it works too, but builds and checks "
        "it anew each time.",
    .bad = "ALTER TABLE account ADD CONSTRAINT positive CHECK (balance > 0);",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 "
        "WHERE conrelid = 'public.account'::regclass AND conname = 'positive') THEN\n    ALTER "
        "TABLE public.account ADD CONSTRAINT positive CHECK (balance > 0);\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
