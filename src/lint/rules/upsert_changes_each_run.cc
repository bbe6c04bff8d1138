#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* insert = action.as<InsertDetails>();
  if (insert == nullptr || insert->on_conflict != OnConflict::update) return;
  if (occurrence.temporary || occurrence.is_conditional()) return;
  if (!insert->update_refers_to_row && !(insert->update_volatile && !insert->update_guarded))
    return;
  findings.add(occurrence,
               fmt::format("each run gives the rows of \"{}\" other values", action.object.name),
               "Set constants or excluded columns only, under WHERE ... IS DISTINCT FROM.");
}

}  // namespace

extern const Rule upsert_changes_each_run{
    .id = "upsert-changes-each-run",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "ON CONFLICT DO UPDATE with a value that is another one each time",
    .why = "SET n = t.n + 1 counts up on each run, SET changed = now() moves.",
    .bad =
        "INSERT INTO counter (name, n) VALUES ('x', 1) ON CONFLICT (name) DO UPDATE SET n = "
        "counter.n + 1;",
    .good = "INSERT INTO counter (name, n) VALUES ('x', 1) ON CONFLICT (name) DO NOTHING;",
    .check = check,
};

}  // namespace pgsettle::rules
