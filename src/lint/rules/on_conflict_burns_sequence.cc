#include <fmt/format.h>

#include <algorithm>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* insert = action.as<InsertDetails>();
  if (insert == nullptr || insert->on_conflict == OnConflict::none || insert->anti_join) return;
  if (occurrence.temporary || occurrence.is_conditional() || insert->columns.empty()) return;
  const DeclaredRelation* relation = context.model.relation(occurrence.object);
  if (relation == nullptr) return;
  for (const Column& column : relation->columns) {
    if (column.fallback != DefaultKind::sequence) continue;
    if (std::ranges::find(insert->columns, column.name) != insert->columns.end()) continue;
    findings.add(occurrence,
                 fmt::format("each run takes a value of the sequence of \"{}\".\"{}\" for each row",
                             action.object.name, column.name),
                 "Write INSERT ... SELECT ... WHERE NOT EXISTS, or the key as a constant.");
    return;
  }
}

}  // namespace

extern const Rule on_conflict_burns_sequence{
    .id = "on-conflict-burns-sequence",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::warning,
    .summary = "ON CONFLICT on a table whose key comes from a sequence",
    .why =
        "The default of the column is computed before the conflict is seen: each run uses up a "
        "value of the sequence for each row, which an int key can run out of.",
    .bad =
        "CREATE TABLE IF NOT EXISTS colour (id serial PRIMARY KEY, name text UNIQUE);\nINSERT INTO "
        "colour (name) VALUES ('red') ON CONFLICT (name) DO NOTHING;",
    .good =
        "CREATE TABLE IF NOT EXISTS colour (id serial PRIMARY KEY, name text UNIQUE);\nINSERT INTO "
        "colour (name) SELECT 'red' WHERE NOT EXISTS (SELECT FROM colour WHERE name = 'red');",
    .check = check,
};

}  // namespace pgsettle::rules
