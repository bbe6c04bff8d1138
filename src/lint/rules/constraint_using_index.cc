#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* constraint = action.as<ConstraintDefinition>();
  if (action.verb != Verb::create || constraint == nullptr || constraint->using_index.empty())
    return;
  if (constraint->using_index == constraint->key.name) return;
  for (const Occurrence* other : context.model.occurrences()) {
    const Action& create = *other->action;
    if (create.verb != Verb::create || create.kind != ObjectKind::index) continue;
    if (create.object.name != constraint->using_index || other->is_conditional()) continue;
    findings.add(
        occurrence,
        fmt::format(
            "index \"{}\" is renamed to \"{}\", and each run builds it again under its old name",
            constraint->using_index, constraint->key.name),
        "Give the index the name of the constraint, or leave the index out.");
    return;
  }
}

}  // namespace

extern const Rule constraint_using_index{
    .id = "constraint-using-index",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "ADD CONSTRAINT USING INDEX of an index that a script creates",
    .why =
        "The index gets the name of the constraint; the next run finds none under the old name and "
        "builds a second one.",
    .bad =
        "CREATE UNIQUE INDEX IF NOT EXISTS account_name_idx ON account (name);\nDO $do$ BEGIN\n  "
        "IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 WHERE conrelid = "
        "'account'::regclass AND conname = 'account_name_key') THEN\n    ALTER TABLE account ADD "
        "CONSTRAINT account_name_key UNIQUE USING INDEX account_name_idx;\n  END IF;\nEND $do$;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 "
        "WHERE conrelid = 'account'::regclass AND conname = 'account_name_key') THEN\n    ALTER "
        "TABLE account ADD CONSTRAINT account_name_key UNIQUE (name);\n  END IF;\nEND $do$;",
    .check = check,
};

}  // namespace pgsettle::rules
