#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// Those that hold no rows; for tables and columns it is a matter of data loss.
bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::constraint:
    case ObjectKind::index:
    case ObjectKind::materialized_view:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::statistics:
    case ObjectKind::trigger:
    case ObjectKind::view:
      return true;
    default:
      return is_routine(kind);
  }
}

// What a script makes for its own use is its own affair; an index is not used but to be kept.
bool is_apart(const Occurrence& created, const Occurrence& dropped) {
  return created.statement->script != dropped.statement->script ||
         created.action->kind == ObjectKind::index;
}

void check(const LintContext& context, Findings& findings) {
  struct Life {
    const Occurrence* created = nullptr;
    const Occurrence* dropped = nullptr;
  };
  std::unordered_map<std::string, Life> lives;
  std::vector<std::string> order;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const Action& action = *occurrence->action;
    if (!is_meant(action.kind) || occurrence->temporary || occurrence->called) continue;
    const std::string key = object_key(action, occurrence->object, occurrence->owner);
    if (action.verb == Verb::create && !action.unnamed) {
      if (lives.insert_or_assign(key, Life{.created = occurrence}).second) order.push_back(key);
    } else if (action.verb == Verb::drop && lives.contains(key)) {
      lives[key].dropped = occurrence;
    } else if (action.verb == Verb::rename || action.verb == Verb::set_schema) {
      lives.erase(key);
    }
  }
  for (const std::string& key : order) {
    const auto found = lives.find(key);
    if (found == lives.end() || found->second.dropped == nullptr) continue;
    const auto& [created, dropped] = found->second;
    if (!is_apart(*created, *dropped)) continue;
    findings.add(*created,
                 fmt::format("{} is created here and dropped in {}, on every run",
                             describe(*created->action), place(*dropped, *created)),
                 "Remove what creates it.");
  }
}

}  // namespace

extern const Rule created_then_dropped{
    .id = "created-then-dropped",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "created by one script and dropped by a later one",
    .why =
        "Each run creates it and drops it again. An index is built over all rows for nothing, with "
        "a lock on the table; between the two scripts the database is not what it is after them.",
    .bad =
        "CREATE INDEX IF NOT EXISTS account_name ON account (name);\nDROP INDEX IF EXISTS "
        "account_name;",
    .good = "DROP INDEX IF EXISTS account_name;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
