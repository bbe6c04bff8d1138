#include <fmt/format.h>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Occurrence* drop = occurrence.dropped_by;
  if (drop == nullptr || occurrence.is_conditional() || occurrence.temporary) return;
  if (occurrence.action->kind != ObjectKind::constraint) return;
  findings.add(occurrence,
               fmt::format("{} is dropped in {} and checked anew, on every run",
                           describe(*occurrence.action), place(*drop, occurrence)),
               "Put ADD CONSTRAINT under a guard that asks pg_constraint.");
}

}  // namespace

extern const Rule drop_add_constraint{
    .id = "drop-add-constraint",
    .group = RuleGroup::locks,
    .severity = Severity::warning,
    .summary = "DROP CONSTRAINT and ADD CONSTRAINT on each run",
    .why =
        "Each run checks all rows again, or builds the index of a key again, under ACCESS "
        "EXCLUSIVE. A primary or unique key that a foreign key refers to cannot be dropped "
        "(2BP01).",
    .bad =
        "ALTER TABLE account DROP CONSTRAINT IF EXISTS positive;\nALTER TABLE account ADD "
        "CONSTRAINT positive CHECK (balance > 0);",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 "
        "WHERE conrelid = 'public.account'::regclass AND conname = 'positive') THEN\n    ALTER "
        "TABLE account ADD CONSTRAINT positive CHECK (balance > 0);\n  END IF;\nEND $do$;",
    .check = check,
};

}  // namespace pgsettle::rules
