#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// TRUNCATE before it is the fault then, not the copy.
bool is_emptied_before(const Occurrence& occurrence, const LintContext& context) {
  for (const Occurrence* other : context.model.on(occurrence)) {
    if (other == &occurrence) return false;
    if (other->action->verb == Verb::truncate) return true;
  }
  return false;
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::copy_from || occurrence.temporary || occurrence.is_conditional()) return;
  const DeclaredRelation* relation = context.model.relation(occurrence.object);
  if (relation != nullptr && relation->created != nullptr &&
      relation->created->dropped_by != nullptr)
    return;
  if (is_emptied_before(occurrence, context)) return;
  findings.add(occurrence,
               fmt::format("the second run copies into \"{}\" again, or stops with 23505",
                           action.object.name),
               "Copy into a temporary table, and insert from there with ON CONFLICT.");
}

}  // namespace

extern const Rule copy_in_script{
    .id = "copy-in-script",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "COPY FROM into a table that keeps its rows",
    .why =
        "The second run inserts the rows again, or stops with 23505. Copy into a temporary table "
        "and insert from there with ON CONFLICT or NOT EXISTS.",
    .bad = "COPY colour FROM '/data/colour.csv';",
    .good =
        "CREATE TEMP TABLE staged (name text);\nCOPY staged FROM '/data/colour.csv';\nINSERT INTO "
        "colour SELECT name FROM staged ON CONFLICT (name) DO NOTHING;",
    .check = check,
};

}  // namespace pgsettle::rules
