#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::drop_owned) return;
  findings.add(occurrence, "everything that the role owns is dropped on each run",
               "Drop what is meant by name.");
}

}  // namespace

extern const Rule drop_owned{
    .id = "drop-owned",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "DROP OWNED",
    .why = "Everything the role owns by then is gone, and all it was granted.",
    .bad = "DROP OWNED BY app;",
    .good = "REASSIGN OWNED BY app TO owner;",
    .check = check,
};

}  // namespace pgsettle::rules
