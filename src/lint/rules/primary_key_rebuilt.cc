#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// The constraint of that name is dropped before it in the same run.
bool drops_before(const Occurrence& occurrence, const Model& model) {
  for (const Occurrence* other : model.occurrences()) {
    if (other == &occurrence) return false;
    if (other->action->verb == Verb::drop && other->action->kind == ObjectKind::constraint &&
        other->owner == occurrence.owner && other->object.name == occurrence.object.name) {
      return true;
    }
  }
  return false;
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* constraint = action.as<ConstraintDefinition>();
  if (action.verb != Verb::create || action.kind != ObjectKind::constraint) return;
  if (constraint == nullptr || constraint->type != ConstraintType::primary_key) return;
  if (occurrence.is_conditional() || !drops_before(occurrence, context.model)) return;
  findings.add(occurrence,
               fmt::format("the primary key of \"{}\" is dropped and built anew on each run, which "
                           "fails once a foreign key refers to it (2BP01)",
                           occurrence.owner.name),
               "Add it under a guard that asks pg_constraint.");
}

}  // namespace

extern const Rule primary_key_rebuilt{
    .id = "primary-key-rebuilt",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "DROP CONSTRAINT and ADD PRIMARY KEY",
    .why =
        "Once a foreign key of another table refers to it, DROP CONSTRAINT stops with 2BP01; with "
        "CASCADE the foreign key is gone. Until then the index is built anew on each run, under "
        "ACCESS EXCLUSIVE.",
    .bad =
        "ALTER TABLE account DROP CONSTRAINT IF EXISTS account_pkey, ADD CONSTRAINT account_pkey "
        "PRIMARY KEY (id);",
    .good = "CREATE TABLE IF NOT EXISTS account (id int PRIMARY KEY);",
    .check = check,
};

}  // namespace pgsettle::rules
