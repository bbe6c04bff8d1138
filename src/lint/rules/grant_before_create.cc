#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(const Action& action) {
  const auto* grant = action.as<GrantDetails>();
  return action.verb == Verb::grant && grant != nullptr && grant->all_in_schema &&
         (action.kind == ObjectKind::table || action.kind == ObjectKind::sequence);
}

bool creates_in(const Occurrence& occurrence, const std::string& schema) {
  const Action& action = *occurrence.action;
  return action.verb == Verb::create && is_relation(action.kind) &&
         action.kind != ObjectKind::index && occurrence.object.schema == schema &&
         !occurrence.temporary;
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!is_meant(action) || occurrence.is_conditional()) return;
  bool before = false;
  bool after = false;
  bool behind = false;
  for (const Occurrence* other : context.model.occurrences()) {
    if (other == &occurrence) behind = true;
    const auto* defaults = other->action->as<GrantDetails>();
    if (defaults != nullptr && defaults->default_privileges) return;
    if (creates_in(*other, action.object.name)) (behind ? after : before) = true;
  }
  if (before && !after) return;
  findings.add(
      occurrence,
      fmt::format("tables of schema \"{}\" that are created after it get the grant on the next "
                  "run only",
                  action.object.name),
      "Put it behind them, or use ALTER DEFAULT PRIVILEGES.");
}

}  // namespace

extern const Rule grant_before_create{
    .id = "grant-before-create",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "GRANT ON ALL TABLES in a schema before the tables are created",
    .why =
        "It grants on the tables that are there: on those created after it only the next run does. "
        "Put it behind them, or use ALTER DEFAULT PRIVILEGES.",
    .bad =
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO app;\nCREATE TABLE IF NOT EXISTS account "
        "(id int PRIMARY KEY);",
    .good =
        "CREATE TABLE IF NOT EXISTS account (id int PRIMARY KEY);\nGRANT SELECT ON ALL TABLES IN "
        "SCHEMA public TO app;",
    .check = check,
};

}  // namespace pgsettle::rules
