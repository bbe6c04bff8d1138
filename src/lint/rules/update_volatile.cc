#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* update = action.as<UpdateDetails>();
  if (action.verb != Verb::update || update == nullptr || occurrence.temporary) return;
  if (!update->is_volatile || update->guarded || update->self_reference) return;
  if (occurrence.is_conditional()) return;
  findings.add(occurrence,
               fmt::format("each run gives the rows of \"{}\" another value", action.object.name),
               "Add WHERE column IS NULL.");
}

}  // namespace

extern const Rule update_volatile{
    .id = "update-volatile",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "UPDATE to now(), random() and the like, for rows that have a value",
    .why = "Each run gives the rows another value.",
    .bad = "UPDATE account SET changed = now();",
    .good = "UPDATE account SET changed = now() WHERE changed IS NULL;",
    .check = check,
};

}  // namespace pgsettle::rules
