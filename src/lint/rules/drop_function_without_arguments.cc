#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::drop || !action.arguments_unspecified) return;
  findings.add(occurrence,
               fmt::format("DROP of {} \"{}\" without its argument types drops whichever is there",
                           name(action.kind), action.object.name),
               "Write the types of its arguments, or ().");
}

}  // namespace

extern const Rule drop_function_without_arguments{
    .id = "drop-function-without-arguments",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "DROP FUNCTION, PROCEDURE or AGGREGATE without argument types",
    .why =
        "It drops whichever one has the name by then, also one of other arguments made elsewhere; "
        "when there are two, it stops with 42725.",
    .bad = "DROP FUNCTION IF EXISTS one;",
    .good = "DROP FUNCTION IF EXISTS one(int);",
    .check = check,
};

}  // namespace pgsettle::rules
