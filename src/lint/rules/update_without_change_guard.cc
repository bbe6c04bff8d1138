#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* update = action.as<UpdateDetails>();
  if (action.verb != Verb::update || update == nullptr || occurrence.temporary) return;
  if (update->guarded || update->self_reference || update->is_volatile) return;
  if (occurrence.is_conditional()) return;
  findings.add(occurrence, fmt::format("each run writes rows of \"{}\" anew", action.object.name),
               "Add WHERE column IS DISTINCT FROM value.");
}

}  // namespace

extern const Rule update_without_change_guard{
    .id = "update-without-change-guard",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::warning,
    .summary = "UPDATE that writes rows also when nothing differs",
    .why =
        "Each run writes the rows anew: triggers fire, the table bloats, and what users have "
        "changed is overwritten. WHERE column IS DISTINCT FROM value leaves out what is done.",
    .bad = "UPDATE account SET plan = 'free';",
    .good = "UPDATE account SET plan = 'free' WHERE plan IS DISTINCT FROM 'free';",
    .check = check,
};

}  // namespace pgsettle::rules
