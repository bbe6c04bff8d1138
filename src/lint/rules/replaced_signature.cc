#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "lint/clauses.h"
#include "lint/definition_change.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/action/replacement.h"

namespace pgsettle::rules {
namespace {

bool is_code(const Action& action) {
  return action.kind == ObjectKind::function || action.kind == ObjectKind::procedure;
}

std::string drop_of(const Action& action, const std::string& arguments) {
  return fmt::format("DROP {} IF EXISTS {}({})",
                     action.kind == ObjectKind::procedure ? "PROCEDURE" : "FUNCTION",
                     sql_name(action.object), arguments);
}

bool is_dropped(const Model& model, const Occurrence& old) {
  return std::ranges::any_of(model.occurrences(), [&](const Occurrence* occurrence) {
    const Action& action = *occurrence->action;
    const bool same_arguments =
        action.arguments_unspecified || action.arguments == old.action->arguments;
    return action.verb == Verb::drop && is_routine(action.kind) &&
           occurrence->object == old.object && same_arguments;
  });
}

// A routine of the same name with arguments that no old one has.
const Occurrence* successor(const Model& old, const Model& now, const QualifiedName& name) {
  for (const Occurrence* occurrence : now.occurrences()) {
    if (occurrence->action->verb != Verb::create || !is_code(*occurrence->action)) continue;
    if (occurrence->object == name && creation_of(old, *occurrence) == nullptr) return occurrence;
  }
  return nullptr;
}

void check(const LintContext& context, Findings& findings) {
  if (context.old == nullptr) return;
  const Model& now = context.model;
  for (const Occurrence* old : context.old->occurrences()) {
    const Action& action = *old->action;
    if (action.verb != Verb::create || !is_code(action) || old->temporary) continue;
    if (creation_of(*context.old, *old) != old || is_dropped(now, *old)) continue;
    const auto same = now.on(*old);
    const auto created = std::ranges::find_if(same, [](const Occurrence* occurrence) {
      return occurrence->action->verb == Verb::create;
    });
    if (created != same.end()) {
      const std::string reason = refusal_to_replace(action, *(*created)->action);
      if (reason.empty() || !(*created)->action->or_replace) continue;
      findings.add(**created,
                   fmt::format("databases refuse to replace {}: {}", describe(action), reason),
                   fmt::format("Add before it: {};", drop_of(action, action.arguments)));
    } else if (const Occurrence* next = successor(*context.old, now, old->object)) {
      findings.add(*next,
                   fmt::format("databases keep {} beside it as an overload", describe(action)),
                   fmt::format("Add before it: {};", drop_of(action, action.arguments)));
    }
  }
}

}  // namespace

extern const Rule replaced_signature{
    .id = "replaced-signature",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "function or procedure edited in a way that OR REPLACE refuses or does not see",
    .why =
        "CREATE OR REPLACE stops with 42P13 when the return type, a parameter's name or the number "
        "of defaults does not fit the routine that is there, and with 42809 when a function "
        "becomes a procedure. With other argument types it makes a second routine: the old one "
        "stays, is called by whom it fits better, and calls may be ambiguous (42725). New "
        "databases "
        "show nothing of it. Needs the repository's history: --since or --staged.",
    .bad = "",
    .good =
        "DROP FUNCTION IF EXISTS age(date);\n"
        "CREATE OR REPLACE FUNCTION age(born timestamptz) RETURNS int LANGUAGE sql AS 'SELECT 1';",
    .check_directory = check,
};

}  // namespace pgsettle::rules
