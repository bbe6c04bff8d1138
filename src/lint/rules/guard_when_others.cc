#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/knowledge/sqlstate.h"

namespace pgsettle::rules {
namespace {

bool is_definition(Verb verb) {
  return verb == Verb::create || verb == Verb::drop || verb == Verb::rename ||
         verb == Verb::set_schema || verb == Verb::alter;
}

bool catches_all(const CodeHandler& handler) {
  return !handler.raises &&
         std::ranges::find(handler.conditions, "others") != handler.conditions.end();
}

void check(const LintContext& context, Findings& findings) {
  const LintedStatement* statement = nullptr;
  std::set<std::size_t> seen;  // one finding for each block
  for (const Occurrence* occurrence : context.model.occurrences()) {
    if (!occurrence->is_handled() || occurrence->called) continue;
    if (!is_definition(occurrence->action->verb)) continue;
    if (occurrence->statement != statement) seen.clear();
    statement = occurrence->statement;
    for (const CodeHandler& handler : occurrence->code->handlers) {
      if (!catches_all(handler) || !seen.insert(handler.first).second) continue;
      findings.add(
          *occurrence, "WHEN OTHERS hides every reason why this may fail",
          occurrence->action->verb == Verb::create
              ? fmt::format("Catch SQLSTATE '{}' only.", failure_sqlstate(*occurrence->action))
              : "Catch the one error that is expected.");
    }
  }
}

}  // namespace

extern const Rule guard_when_others{
    .id = "guard-when-others",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "EXCEPTION WHEN OTHERS around a definition",
    .why =
        "It hides every failure, not only that the object is there: a misspelt column, a missing "
        "right, a lock timeout. The object is not created, and nothing says so.",
    .bad =
        "DO $do$ BEGIN\n  CREATE TYPE mood AS ENUM ('sad', 'ok');\nEXCEPTION WHEN OTHERS THEN "
        "NULL;\nEND $do$;",
    .good =
        "DO $do$ BEGIN\n  CREATE TYPE mood AS ENUM ('sad', 'ok');\nEXCEPTION WHEN duplicate_object "
        "THEN NULL;\nEND $do$;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
