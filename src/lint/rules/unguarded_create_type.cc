#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::type:
    case ObjectKind::domain:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind)) return;
  report_failure(occurrence, findings, "Put it in a DO block that asks to_regtype() first.",
                 guard_for);
}

}  // namespace

extern const Rule unguarded_create_type{
    .id = "unguarded-create-type",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE TYPE or CREATE DOMAIN without a guard",
    .why =
        "There is no IF NOT EXISTS for types and domains; the second run stops with 42710. A guard "
        "in a DO block asks the catalog first. Name the schema in to_regtype(): without it a type "
        "of the same name in another schema hides yours.",
    .bad = "CREATE TYPE mood AS ENUM ('sad', 'ok');",
    .good =
        "DO $do$ BEGIN\n  IF to_regtype('public.mood') IS NULL THEN\n    CREATE TYPE public.mood "
        "AS ENUM ('sad', 'ok');\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
