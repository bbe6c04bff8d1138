#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::identity:
    case ObjectKind::attribute:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind)) return;
  report_failure(occurrence, findings, "Put it in a DO block that asks pg_attribute first.",
                 guard_for);
}

}  // namespace

extern const Rule unguarded_identity{
    .id = "unguarded-identity",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "ADD GENERATED AS IDENTITY or ADD ATTRIBUTE without a guard",
    .why = "Neither has IF NOT EXISTS: the second run stops with 55000 or 42701.",
    .bad = "ALTER TABLE account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;",
    .good =
        "DO $do$ BEGIN\n  IF (SELECT attidentity FROM pg_catalog.pg_attribute\n      WHERE "
        "attrelid = 'public.account'::regclass AND attname = 'id') = '' THEN\n    ALTER TABLE "
        "public.account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
