#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::erase && action.verb != Verb::truncate) return;
  if (occurrence.temporary || occurrence.is_conditional()) return;
  findings.add(occurrence, fmt::format("each run removes rows of \"{}\"", action.object.name),
               "If it is meant, say why: -- pgsettle: ignore delete-or-truncate: reason.");
}

}  // namespace

extern const Rule delete_or_truncate{
    .id = "delete-or-truncate",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "DELETE or TRUNCATE",
    .why = "Each run removes the rows that are there by then, also those of users.",
    .bad = "TRUNCATE account;",
    .good = "CREATE TABLE IF NOT EXISTS account (id int PRIMARY KEY);",
    .check = check,
};

}  // namespace pgsettle::rules
