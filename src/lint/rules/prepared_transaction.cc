#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* control = action.as<ControlDetails>();
  if (control == nullptr || control->control != Control::prepare) return;
  findings.add(occurrence, "the transaction stays prepared and keeps its locks", "Write COMMIT.");
}

}  // namespace

extern const Rule prepared_transaction{
    .id = "prepared-transaction",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "PREPARE TRANSACTION",
    .why =
        "What the first run has prepared keeps its locks until somebody commits it: the second run "
        "waits for them, or stops with 42710.",
    .bad = "BEGIN;\nCREATE TABLE IF NOT EXISTS t ();\nPREPARE TRANSACTION 'schema';",
    .good = "CREATE TABLE IF NOT EXISTS t ();",
    .check = check,
};

}  // namespace pgsettle::rules
