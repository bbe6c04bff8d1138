#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_constant(const std::string& argument) {
  return argument != "?" && !argument.empty() &&
         argument.find_first_not_of("0123456789-.") == std::string::npos;
}

bool moves(const Action& action) {
  if (action.change == Change::sequence_restart || action.change == Change::identity_restart)
    return true;
  const auto* call = action.as<CallDetails>();
  if (action.verb != Verb::call || call == nullptr) return false;
  if (action.object.name == "nextval") return true;
  return action.object.name == "setval" && call->arguments.size() > 1 &&
         is_constant(call->arguments[1]);
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!moves(action) || occurrence.is_conditional() || occurrence.temporary) return;
  findings.add(occurrence, "each run sets the sequence to another place than it had",
               "Write setval(sequence, greatest((SELECT last_value FROM sequence), (SELECT max(id) "
               "FROM t))).");
}

}  // namespace

extern const Rule sequence_reset{
    .id = "sequence-reset",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "a sequence that is set back or moved on",
    .why =
        "RESTART and setval() to a constant set it back on each run: the next values collide with "
        "rows that are there (23505). nextval() moves it on. setval(greatest(last_value, max(id))) "
        "is safe.",
    .bad = "ALTER SEQUENCE ticket RESTART WITH 100;",
    .good = "ALTER SEQUENCE ticket INCREMENT BY 10;",
    .check = check,
};

}  // namespace pgsettle::rules
