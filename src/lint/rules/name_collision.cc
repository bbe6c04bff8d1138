#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

std::string name_of(const QualifiedName& name) { return name.schema + "." + name.name; }

// A table's row type has the table's name.
bool is_type(ObjectKind kind) { return kind == ObjectKind::type || kind == ObjectKind::domain; }

bool has_row_type(ObjectKind kind) {
  return is_relation(kind) && kind != ObjectKind::index && kind != ObjectKind::sequence;
}

bool collide(const Occurrence& first, const Occurrence& second) {
  if (first.statement == second.statement) return false;
  const ObjectKind one = first.action->kind;
  const ObjectKind other = second.action->kind;
  if (is_type(one) != is_type(other)) {
    return is_type(one) ? has_row_type(other) : has_row_type(one);
  }
  if (is_type(one)) return false;
  if (one == ObjectKind::index && other == ObjectKind::index) return first.owner != second.owner;
  return one != other;
}

void check(const LintContext& context, Findings& findings) {
  std::unordered_map<std::string, const Occurrence*> taken;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const Action& action = *occurrence->action;
    if (!is_relation(action.kind) && !is_type(action.kind)) continue;
    if (occurrence->temporary || occurrence->called || action.object.empty()) continue;
    const std::string key = name_of(occurrence->object);
    if (action.verb == Verb::drop || action.verb == Verb::rename ||
        action.verb == Verb::set_schema) {
      taken.erase(key);
      continue;
    }
    if (action.verb != Verb::create || action.unnamed) continue;
    const auto [found, is_new] = taken.try_emplace(key, occurrence);
    if (is_new || !collide(*found->second, *occurrence)) continue;
    findings.add(*occurrence,
                 fmt::format("the name of {} is that of {} in {}", describe(action),
                             describe(*found->second->action), place(*found->second, *occurrence)),
                 "Give one of them another name.");
  }
}

}  // namespace

extern const Rule name_collision{
    .id = "name-collision",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "a name that another kind of relation has already",
    .why =
        "Tables, views, indexes, sequences and materialized views share one name space in a "
        "schema. With IF NOT EXISTS the second one is silently not created, since something of "
        "that name is there; without, and with OR REPLACE, it fails with 42P07 or 42809. An index "
        "of the same name on another table is skipped in the same way.",
    .bad =
        "CREATE TABLE IF NOT EXISTS report (id int);\nCREATE INDEX IF NOT EXISTS report ON report "
        "(id);",
    .good =
        "CREATE TABLE IF NOT EXISTS report (id int);\nCREATE INDEX IF NOT EXISTS report_id ON "
        "report (id);",
    .check_directory = check,
};

}  // namespace pgsettle::rules
