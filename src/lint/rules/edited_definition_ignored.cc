#include "lint/definition_change.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const LintContext& context, Findings& findings) {
  if (context.old == nullptr) return;
  for (DefinitionChange& change : undelivered_changes(*context.old, context.model)) {
    findings.add(*change.occurrence->statement, change.range, std::move(change.message),
                 std::move(change.hint));
  }
}

}  // namespace

extern const Rule edited_definition_ignored{
    .id = "edited-definition-ignored",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "definition edited that databases which have the object never receive",
    .why =
        "IF NOT EXISTS and guards look at the name only: where the object is there already, the "
        "statement does nothing, with a notice at most. New databases get the new definition, old "
        "ones keep theirs, and nobody is told. Needs the repository's history: --since or "
        "--staged.",
    .bad = "",
    .good =
        "CREATE TABLE IF NOT EXISTS account (id int PRIMARY KEY, name text);\n"
        "ALTER TABLE account ADD COLUMN IF NOT EXISTS name text;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
