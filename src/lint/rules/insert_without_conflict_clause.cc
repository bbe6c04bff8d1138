#include <fmt/format.h>

#include <algorithm>

#include "lint/clauses.h"
#include "lint/conflict_key.h"
#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// All rows of the table are made anew on each run.
bool is_refilled(const Occurrence& occurrence, const LintContext& context) {
  const DeclaredRelation* relation = context.model.relation(occurrence.object);
  return relation != nullptr && relation->created != nullptr &&
         relation->created->dropped_by != nullptr;
}

// Not when a single key can be told: then the clause is ready to be written.
std::optional<Fix> fix(const Occurrence& occurrence, const LintContext& context) {
  const auto& insert = *occurrence.action->as<InsertDetails>();
  const DeclaredRelation* relation = context.model.relation(occurrence.object);
  if (relation == nullptr || insert.default_values) return std::nullopt;
  for (const Key& key : relation->keys) {
    if (key.partial || !is_given(insert, key, *relation)) continue;
    if (takes_from_sequence(insert, *relation)) continue;  // on-conflict-burns-sequence
    std::vector<std::string> columns;
    for (const std::string& column : key.columns) columns.push_back(sql_name({.name = column}));
    auto made = append_clause(occurrence,
                              fmt::format("ON CONFLICT ({}) DO NOTHING", fmt::join(columns, ", ")));
    if (made) made->safe = false;
    return made;
  }
  return std::nullopt;
}

// Whether the condition may keep the second run from inserting the rows again. A loop over numbers,
// an array or the catalog runs again, what is there stays there, and a constant stays as it is.
bool may_keep_off(const CodeCondition& condition) {
  if (condition.kind == CodeConditionKind::loop) {
    return !condition.text.empty() && !condition.asks_catalog;
  }
  if (condition.existence) return condition.existence->absent;
  return !condition.only_reads_catalog || condition.asks_catalog;
}

bool is_kept_off(const Occurrence& occurrence) {
  return occurrence.code != nullptr &&
         (!occurrence.code->ways_out.empty() ||
          std::ranges::any_of(occurrence.code->conditions, may_keep_off));
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* insert = action.as<InsertDetails>();
  if (action.verb != Verb::insert || insert == nullptr || occurrence.temporary) return;
  if (insert->on_conflict != OnConflict::none || insert->anti_join) return;
  if (is_kept_off(occurrence) || is_caught_duplicate(occurrence)) return;
  if (is_refilled(occurrence, context)) return;
  findings.add(occurrence,
               fmt::format("the second run inserts into \"{}\" again, or stops with 23505",
                           action.object.name),
               "Write ON CONFLICT (key) DO NOTHING, or SELECT ... WHERE NOT EXISTS.",
               fix(occurrence, context));
}

}  // namespace

extern const Rule insert_without_conflict_clause{
    .id = "insert-without-conflict-clause",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "INSERT without ON CONFLICT or NOT EXISTS",
    .why =
        "The second run inserts the rows again, or stops with 23505 when there is a key. ON "
        "CONFLICT (key) DO NOTHING leaves rows that are there alone (9.5); without a unique key "
        "WHERE NOT EXISTS does.",
    .bad =
        "CREATE TABLE IF NOT EXISTS colour (name text PRIMARY KEY);\n"
        "INSERT INTO colour (name) VALUES ('red');",
    .good =
        "CREATE TABLE IF NOT EXISTS colour (name text PRIMARY KEY);\n"
        "INSERT INTO colour (name) VALUES ('red') ON CONFLICT (name) DO NOTHING;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
