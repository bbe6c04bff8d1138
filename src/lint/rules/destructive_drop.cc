#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool holds_data(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table:
    case ObjectKind::column:
    case ObjectKind::attribute:
    case ObjectKind::schema:
    case ObjectKind::database:
    case ObjectKind::tablespace:
    case ObjectKind::sequence:
    case ObjectKind::materialized_view:
    case ObjectKind::extension:
    case ObjectKind::large_object:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::drop || !holds_data(action.kind) || occurrence.temporary) return;
  findings.add(occurrence,
               fmt::format("{} is dropped, with what is in it, on each run", describe(action)),
               "If it is meant, say why: -- pgsettle: ignore destructive-drop: reason.");
}

}  // namespace

extern const Rule destructive_drop{
    .id = "destructive-drop",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "DROP of what holds data",
    .why =
        "The rows are gone. Meant once, it stays in the script and drops whatever has the name on "
        "each later run.",
    .bad = "DROP TABLE IF EXISTS account;",
    .good =
        "-- pgsettle: ignore destructive-drop: replaced by customer in 2024\nDROP TABLE IF EXISTS "
        "account;",
    .check = check,
};

}  // namespace pgsettle::rules
