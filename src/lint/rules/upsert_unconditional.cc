#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* insert = action.as<InsertDetails>();
  if (insert == nullptr || insert->on_conflict != OnConflict::update || insert->update_guarded)
    return;
  if (occurrence.temporary || occurrence.is_conditional()) return;
  if (insert->update_refers_to_row || insert->update_volatile) return;  // upsert-changes-each-run
  findings.add(occurrence,
               fmt::format("each run writes the rows of \"{}\" anew, also when nothing differs",
                           action.object.name),
               "Add WHERE (old columns) IS DISTINCT FROM (excluded columns).");
}

}  // namespace

extern const Rule upsert_unconditional{
    .id = "upsert-unconditional",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::warning,
    .summary = "ON CONFLICT DO UPDATE without WHERE ... IS DISTINCT FROM",
    .why =
        "Each run writes the row anew although nothing differs: triggers fire, the table bloats, "
        "and what users have changed is overwritten.",
    .bad =
        "INSERT INTO colour (name, code) VALUES ('red', 'f00') ON CONFLICT (name) DO UPDATE SET "
        "code = excluded.code;",
    .good =
        "INSERT INTO colour (name, code) VALUES ('red', 'f00') ON CONFLICT (name) DO UPDATE SET "
        "code = excluded.code\n  WHERE colour.code IS DISTINCT FROM excluded.code;",
    .check = check,
};

}  // namespace pgsettle::rules
