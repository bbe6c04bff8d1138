#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(const Action& action) {
  switch (action.kind) {
    case ObjectKind::collation:
    case ObjectKind::domain:
    case ObjectKind::type:
      return true;
    case ObjectKind::index:  // goes where its table is
      return false;
    default:
      return is_relation(action.kind) || is_routine(action.kind);
  }
}

bool sets_path(const Action& action) {
  const auto* setting = action.as<SettingDetails>();
  return setting != nullptr && setting->name == "search_path" && !setting->reset;
}

void check(const LintContext& context, Findings& findings) {
  const LintedScript* script = nullptr;
  bool has_path = false;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    if (occurrence->statement->script != script) has_path = false;
    script = occurrence->statement->script;
    const Action& action = *occurrence->action;
    if (sets_path(action)) has_path = true;
    if (has_path || action.verb != Verb::create || !is_meant(action)) continue;
    if (occurrence->temporary || occurrence->called || !action.object.schema.empty()) continue;
    findings.add(*occurrence, fmt::format("{} has no schema", describe(action)),
                 "Write the schema, or set search_path at the head of the script.");
  }
}

}  // namespace

extern const Rule unqualified_name{
    .id = "unqualified-name",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "CREATE of an object without its schema",
    .why =
        "The first schema of search_path decides where it goes, and IF NOT EXISTS then looks there "
        "only: another role or database setting, and it is created a second time elsewhere.",
    .bad = "CREATE TABLE IF NOT EXISTS account (id int);",
    .good = "CREATE TABLE IF NOT EXISTS public.account (id int);",
    .opt_in = true,
    .check_directory = check,
};

}  // namespace pgsettle::rules
