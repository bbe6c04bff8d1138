#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool has_dependents(ObjectKind kind) {
  return kind != ObjectKind::trigger && kind != ObjectKind::policy && kind != ObjectKind::rule &&
         kind != ObjectKind::event_trigger;
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::drop || !action.cascade || !has_dependents(action.kind)) return;
  if (occurrence.temporary) return;
  findings.add(occurrence,
               fmt::format("DROP of {} takes along what depends on it", describe(action)),
               "Leave CASCADE out, and drop what is meant by name.");
}

}  // namespace

extern const Rule drop_cascade{
    .id = "drop-cascade",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "DROP ... CASCADE",
    .why =
        "It takes along whatever depends on it by then: views, foreign keys, triggers, columns, "
        "also those that others have made.",
    .bad = "DROP FUNCTION IF EXISTS one() CASCADE;",
    .good = "DROP FUNCTION IF EXISTS one();",
    .check = check,
};

}  // namespace pgsettle::rules
