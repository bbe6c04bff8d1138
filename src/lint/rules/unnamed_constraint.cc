#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// The table itself is made anew on each run.
bool recreated(const Occurrence& occurrence, const LintContext& context) {
  const DeclaredRelation* relation = context.model.relation(occurrence.owner);
  return relation != nullptr && relation->created != nullptr &&
         relation->created->dropped_by != nullptr;
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const bool meant =
      action.kind == ObjectKind::constraint || action.kind == ObjectKind::domain_constraint;
  if (action.verb != Verb::create || !meant || !action.unnamed) return;
  if (occurrence.temporary || occurrence.is_conditional() || recreated(occurrence, context)) return;
  findings.add(occurrence,
               fmt::format("each run adds another constraint to \"{}\"", action.owner.name),
               "Give it a name and a guard.");
}

}  // namespace

extern const Rule unnamed_constraint{
    .id = "unnamed-constraint",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "a constraint without a name",
    .why =
        "PostgreSQL makes a name up: each run adds one more (t_a_check1, t_a_key1, t_a_fkey1), "
        "each checked on each write. A second unnamed primary key stops with 42P16.",
    .bad = "ALTER TABLE account ADD CHECK (balance > 0);",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 "
        "WHERE conrelid = 'public.account'::regclass AND conname = 'positive') THEN\n    ALTER "
        "TABLE public.account ADD CONSTRAINT positive CHECK (balance > 0);\n  END IF;\nEND $do$;",
    .check = check,
};

}  // namespace pgsettle::rules
