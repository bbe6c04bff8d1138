#include <fmt/format.h>

#include "lint/clauses.h"
#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || action.kind != ObjectKind::index || !action.unnamed) return;
  if (occurrence.temporary || occurrence.is_conditional()) return;
  const DeclaredRelation* relation = context.model.relation(occurrence.owner);
  if (relation != nullptr && relation->created != nullptr &&
      relation->created->dropped_by != nullptr)
    return;
  findings.add(occurrence,
               fmt::format("each run builds another index on \"{}\"", action.owner.name),
               "Give it a name and write IF NOT EXISTS.", name_index(occurrence));
}

}  // namespace

extern const Rule unnamed_index{
    .id = "unnamed-index",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "an index without a name",
    .why =
        "PostgreSQL makes a name up: each run builds one more (t_a_idx1), which every write then "
        "maintains. IF NOT EXISTS needs a name.",
    .bad = "CREATE INDEX ON account (name);",
    .good = "CREATE INDEX IF NOT EXISTS account_name_idx ON account (name);",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
