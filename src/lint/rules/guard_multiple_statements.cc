#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/knowledge/sqlstate.h"

namespace pgsettle::rules {
namespace {

// The handler of the block that the action leaves when it runs again, without a word.
const CodeHandler* left_by(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create && action.verb != Verb::rename) return nullptr;
  if (action.if_not_exists || action.or_replace || occurrence.is_conditional()) return nullptr;
  const CodeHandler* handler = catching_handler(*occurrence.code, failure_sqlstate(action));
  return handler != nullptr && !handler->raises ? handler : nullptr;
}

// Statements of the block, but for those that only look.
std::size_t definitions_in(const CodeHandler& handler, const CodeBlock& code) {
  return static_cast<std::size_t>(std::ranges::count_if(
      std::span(code.statements).subspan(handler.first, handler.statements),
      [](const CodeStatement& statement) {
        return std::ranges::any_of(statement.actions, [](const Action& action) {
          return action.verb != Verb::call && action.verb != Verb::session;
        });
      }));
}

void check(const LintContext& context, Findings& findings) {
  const LintedStatement* statement = nullptr;
  std::set<std::size_t> seen;  // one finding for each block
  for (const Occurrence* occurrence : context.model.occurrences()) {
    if (!occurrence->is_handled() || occurrence->called) continue;
    const CodeHandler* handler = left_by(*occurrence);
    if (!occurrence->statement->analysis.code || handler == nullptr) continue;
    if (occurrence->statement != statement) seen.clear();
    statement = occurrence->statement;
    if (!seen.insert(handler->first).second) continue;
    const std::size_t definitions = definitions_in(*handler, *statement->analysis.code);
    if (definitions < 2) continue;
    findings.add(*occurrence,
                 fmt::format("once {} is there, none of the {} statements of its block takes "
                             "effect",
                             describe(*occurrence->action), definitions),
                 "Give each its own block.");
  }
}

}  // namespace

extern const Rule guard_multiple_statements{
    .id = "guard-multiple-statements",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "several definitions under one EXCEPTION",
    .why =
        "When the first one fails because its object is there, the block is left: what stands "
        "behind it never runs, and what stands before it is rolled back. A definition that is "
        "added to the block later reaches no database.",
    .bad =
        "DO $do$ BEGIN\n  CREATE TYPE mood AS ENUM ('sad', 'ok');\n  CREATE TYPE size AS ENUM "
        "('s', 'l');\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $do$;",
    .good =
        "DO $do$ BEGIN\n  CREATE TYPE mood AS ENUM ('sad', 'ok');\nEXCEPTION WHEN duplicate_object "
        "THEN NULL;\nEND $do$;\nDO $do$ BEGIN\n  CREATE TYPE size AS ENUM ('s', 'l');\nEXCEPTION "
        "WHEN duplicate_object THEN NULL;\nEND $do$;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
