#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* update = action.as<UpdateDetails>();
  if (action.verb != Verb::update || update == nullptr || occurrence.temporary) return;
  if (!update->self_reference || occurrence.is_conditional()) return;
  findings.add(
      occurrence, fmt::format("each run changes the values of \"{}\" again", action.object.name),
      "Do it once, outside of the schema directory, or under a WHERE that excludes what is done.");
}

}  // namespace

extern const Rule self_referencing_update{
    .id = "self-referencing-update",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "UPDATE that makes a new value of the old one",
    .why = "SET a = a + 1, a || 'x' or CASE a ... is applied again on each run.",
    .bad = "UPDATE account SET balance = balance + 1;",
    .good = "UPDATE account SET balance = 1 WHERE balance IS NULL;",
    .check = check,
};

}  // namespace pgsettle::rules
