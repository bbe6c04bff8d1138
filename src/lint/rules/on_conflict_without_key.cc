#include <fmt/format.h>

#include "lint/conflict_key.h"
#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* insert = action.as<InsertDetails>();
  if (insert == nullptr || insert->on_conflict == OnConflict::none || insert->anti_join) return;
  if (occurrence.temporary || occurrence.is_conditional()) return;
  const DeclaredRelation* relation = context.model.relation(occurrence.object);
  if (relation == nullptr || relation->open || !insert->target_constraint.empty()) return;
  if (insert->has_target) {
    if (insert->target_partial || has_key(*relation, insert->target_columns)) return;
    findings.add(occurrence,
                 fmt::format("\"{}\" has no unique key over ({})", action.object.name,
                             fmt::join(insert->target_columns, ", ")),
                 "Name the columns of a primary key or unique index (else 42P10).");
    return;
  }
  if (!relation->keys.empty()) return;  // on-conflict-generated-key
  findings.add(
      occurrence,
      fmt::format("nothing in \"{}\" can conflict with these rows: each run inserts them again",
                  action.object.name),
      "Give the table a unique key over inserted columns, or write WHERE NOT EXISTS.");
}

}  // namespace

extern const Rule on_conflict_without_key{
    .id = "on-conflict-without-key",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "ON CONFLICT where no key can conflict",
    .why =
        "Without a unique key over the inserted columns nothing ever conflicts: DO NOTHING inserts "
        "the row on each run. A target without a unique index that matches stops with 42P10.",
    .bad =
        "CREATE TABLE IF NOT EXISTS colour (name text);\nINSERT INTO colour VALUES ('red') ON "
        "CONFLICT DO NOTHING;",
    .good =
        "CREATE TABLE IF NOT EXISTS colour (name text PRIMARY KEY);\nINSERT INTO colour VALUES "
        "('red') ON CONFLICT DO NOTHING;",
    .check = check,
};

}  // namespace pgsettle::rules
