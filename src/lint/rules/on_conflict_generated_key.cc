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
  if (!key_is_new_each_time(*insert, relation)) return;
  findings.add(
      occurrence,
      fmt::format("the key of the rows for \"{}\" is another one on each run: nothing conflicts",
                  action.object.name),
      "Write the key as a constant, or WHERE NOT EXISTS.");
}

}  // namespace

extern const Rule on_conflict_generated_key{
    .id = "on-conflict-generated-key",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "ON CONFLICT over a key that is new on each run",
    .why =
        "gen_random_uuid(), now(), a sequence or NULL make another key each time: nothing "
        "conflicts, and each run inserts the row again.",
    .bad =
        "INSERT INTO colour (id, name) VALUES (gen_random_uuid(), 'red') ON CONFLICT DO NOTHING;",
    .good =
        "INSERT INTO colour (id, name) VALUES ('7b6e5a0e-0000-4000-8000-000000000001', 'red') ON "
        "CONFLICT DO NOTHING;",
    .check = check,
};

}  // namespace pgsettle::rules
