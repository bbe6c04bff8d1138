#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

std::string name_of(const QualifiedName& name) { return name.schema + "." + name.name; }

// The routine or view whose attributes it sets, without its arguments.
std::string target_of(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::alter) return {};
  if (action.change == Change::routine_attributes) return "routine " + name_of(occurrence.object);
  const bool options = action.change == Change::settings && !occurrence.owner.empty() &&
                       (action.kind == ObjectKind::view || action.kind == ObjectKind::table);
  return options ? "view " + name_of(occurrence.owner) : "";
}

void check(const LintContext& context, Findings& findings) {
  std::unordered_map<std::string, std::vector<const Occurrence*>> replaced;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const Action& action = *occurrence->action;
    if (action.verb != Verb::create || !action.or_replace || occurrence->temporary) continue;
    if (is_routine(action.kind)) {
      replaced["routine " + name_of(occurrence->object)].push_back(occurrence);
    } else if (action.kind == ObjectKind::view) {
      replaced["view " + name_of(occurrence->object)].push_back(occurrence);
    }
  }
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const std::string target = target_of(*occurrence);
    const auto found = target.empty() ? replaced.end() : replaced.find(target);
    if (found == replaced.end()) continue;
    const std::string& arguments = occurrence->action->arguments;
    const auto same = std::ranges::find_if(found->second, [&](const Occurrence* created) {
      return found->second.size() == 1 || created->action->arguments == arguments;
    });
    if (same == found->second.end()) continue;
    findings.add(*occurrence,
                 fmt::format("CREATE OR REPLACE in {} takes this back on each run",
                             place(**same, *occurrence)),
                 "Write it into the CREATE OR REPLACE.");
  }
}

}  // namespace

extern const Rule attribute_outside_replace{
    .id = "attribute-outside-replace",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "an attribute set by ALTER that CREATE OR REPLACE takes away",
    .why =
        "CREATE OR REPLACE FUNCTION puts SECURITY DEFINER, SET, COST, volatility and the like back "
        "to what it says itself, CREATE OR REPLACE VIEW the options security_invoker and "
        "security_barrier. Between it and the ALTER, or for good when the ALTER does not run "
        "again, the function runs with the wrong rights.",
    .bad =
        "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';\nALTER FUNCTION "
        "one() SECURITY DEFINER;",
    .good =
        "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
    .check_directory = check,
};

}  // namespace pgsettle::rules
