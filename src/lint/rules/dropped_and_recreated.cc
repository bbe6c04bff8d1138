#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_depended_on(const Action& action) {
  switch (action.kind) {
    case ObjectKind::view:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::role:
      return true;
    case ObjectKind::function: {
      const auto* routine = action.as<RoutineDefinition>();
      return routine != nullptr && routine->result == "trigger";
    }
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || occurrence.dropped_by == nullptr) return;
  if (!is_depended_on(action) || occurrence.dropped_by->action->cascade) return;
  if (occurrence.is_conditional() || occurrence.temporary) return;
  findings.add(occurrence,
               fmt::format("{} is dropped and created anew on each run, which fails once something "
                           "depends on it (2BP01)",
                           describe(action)),
               is_routine(action.kind) || action.kind == ObjectKind::view
                   ? "Write CREATE OR REPLACE and leave the DROP out."
                   : "Create it under a guard, and alter it in place.");
}

}  // namespace

extern const Rule dropped_and_recreated{
    .id = "dropped-and-recreated",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary =
        "DROP and CREATE of a view, type, domain, role or trigger function that others come to "
        "depend on",
    .why =
        "Once a view reads the view, a column has the type, a trigger calls the function or a role "
        "owns or may do something, DROP stops with 2BP01. Until then it takes the grants and "
        "comments along. OR REPLACE keeps all of them; types are altered in place.",
    .bad = "DROP VIEW IF EXISTS report;\nCREATE VIEW report AS SELECT 1 AS one;",
    .good = "CREATE OR REPLACE VIEW report AS SELECT 1 AS one;",
    .check = check,
};

}  // namespace pgsettle::rules
