#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool loses(const Action& action) {
  switch (action.kind) {
    case ObjectKind::view:
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table:
    case ObjectKind::extension:
    case ObjectKind::server:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || occurrence.dropped_by == nullptr || !loses(action)) return;
  if (occurrence.is_conditional() || occurrence.temporary) return;
  findings.add(occurrence,
               fmt::format("{} is dropped and created anew on each run: grants, comments and what "
                           "depends on it are lost",
                           describe(action)),
               "Create it once, with OR REPLACE or a guard, and leave the DROP out.");
}

}  // namespace

extern const Rule recreated_with_loss{
    .id = "recreated-with-loss",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "DROP and CREATE of a function, materialized view, foreign table or extension",
    .why =
        "What was given to the old one is gone on each run: grants (a function may be executed by "
        "PUBLIC again), comments, indexes of a materialized view; DROP stops with 2BP01 or CASCADE "
        "takes dependents along. OR REPLACE keeps them.",
    .bad =
        "DROP FUNCTION IF EXISTS one();\nCREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT "
        "1';",
    .good = "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    .check = check,
};

}  // namespace pgsettle::rules
