#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::rename && action.verb != Verb::set_schema) return;
  report_failure(
      occurrence, findings,
      "Put it in a DO block that asks whether the old name is there and the new one is not.",
      guard_for);
}

}  // namespace

extern const Rule unguarded_rename{
    .id = "unguarded-rename",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "RENAME or SET SCHEMA without a guard",
    .why =
        "After the first run the old name is gone: the second one stops with 42P01, 42703, 42704, "
        "42883, 3F000 or 22023. IF EXISTS does not help when an earlier script creates the old "
        "name again: then the new name is taken (42P07).",
    .bad = "ALTER TABLE account RENAME COLUMN name TO title;",
    .good =
        "DO $do$ BEGIN\n  IF EXISTS (SELECT FROM pg_catalog.pg_attribute\n             WHERE "
        "attrelid = 'public.account'::regclass AND attname = 'name' AND NOT attisdropped) THEN\n   "
        " ALTER TABLE public.account RENAME COLUMN name TO title;\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
