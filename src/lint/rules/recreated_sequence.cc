#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || action.kind != ObjectKind::sequence) return;
  if (occurrence.dropped_by == nullptr || occurrence.is_conditional()) return;
  findings.add(occurrence, fmt::format("{} begins again on each run", describe(action)),
               "Write CREATE SEQUENCE IF NOT EXISTS and leave the DROP out.");
}

}  // namespace

extern const Rule recreated_sequence{
    .id = "recreated-sequence",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "DROP and CREATE of a sequence",
    .why =
        "The sequence begins again on each run; the next values collide with rows that are there "
        "(23505).",
    .bad = "DROP SEQUENCE IF EXISTS ticket;\nCREATE SEQUENCE ticket;",
    .good = "CREATE SEQUENCE IF NOT EXISTS ticket;",
    .check = check,
};

}  // namespace pgsettle::rules
