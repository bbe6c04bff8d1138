#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/parse/canonical_text.h"

namespace pgsettle::rules {
namespace {

struct Scope {
  ObjectKind kind;
  std::string_view catalog;
  std::string_view name;
  // One of them must be asked for, too.
  std::array<std::string_view, 3> tables;
};

constexpr std::array scopes = std::to_array<Scope>({
    {ObjectKind::constraint, "pg_constraint", "conname", {"conrelid", "relname", "contypid"}},
    {ObjectKind::constraint, "table_constraints", "constraint_name", {"table_name", "", ""}},
    {ObjectKind::constraint, "referential_constraints", "constraint_name", {"table_name", "", ""}},
    {ObjectKind::constraint, "key_column_usage", "constraint_name", {"table_name", "", ""}},
    {ObjectKind::domain_constraint, "pg_constraint", "conname", {"contypid", "typname", ""}},
    {ObjectKind::trigger, "pg_trigger", "tgname", {"tgrelid", "relname", ""}},
    {ObjectKind::trigger, "triggers", "trigger_name", {"event_object_table", "", ""}},
    {ObjectKind::policy, "pg_policy", "polname", {"polrelid", "relname", ""}},
    {ObjectKind::policy, "pg_policies", "policyname", {"tablename", "", ""}},
    {ObjectKind::column, "columns", "column_name", {"table_name", "", ""}},
    {ObjectKind::column, "pg_attribute", "attname", {"attrelid", "relname", ""}},
});

bool has_word(const std::string& text, std::string_view word) {
  return !word.empty() && (" " + text + " ").find(fmt::format(" {} ", word)) != std::string::npos;
}

// `text` is canonical: its words stand between blanks.
const Scope* find_unscoped(const std::string& text, ObjectKind kind) {
  const auto* found = std::ranges::find_if(scopes, [&](const Scope& scope) {
    return scope.kind == kind && has_word(text, scope.catalog) &&
           has_word(text, fmt::format("{} =", scope.name)) &&
           std::ranges::none_of(scope.tables,
                                [&](std::string_view table) { return has_word(text, table); });
  });
  return found != scopes.end() ? found : nullptr;
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!occurrence.is_conditional() || occurrence.called) return;
  if (action.verb != Verb::create && action.verb != Verb::drop) return;
  for (const CodeCondition& condition : occurrence.code->conditions) {
    const Scope* scope = find_unscoped(canonical_text(condition.text), action.kind);
    if (scope == nullptr) continue;
    findings.add(occurrence,
                 fmt::format("the guard of {} asks for {} without {}", describe(action),
                             scope->name, scope->tables[0]),
                 "Ask for the table, too.");
    return;
  }
}

}  // namespace

extern const Rule guard_unscoped{
    .id = "guard-unscoped",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "a guard that asks for a name without its table",
    .why =
        "Names of constraints, triggers, policies and columns are unique in their table only. When "
        "another table has one of that name, also in another schema, the guard finds it and the "
        "object is never created.",
    .bad =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conname = "
        "'positive') THEN\n    ALTER TABLE account ADD CONSTRAINT positive CHECK (balance > 0);\n  "
        "END IF;\nEND $do$;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 "
        "WHERE conrelid = 'public.account'::regclass AND conname = 'positive') THEN\n    ALTER "
        "TABLE account ADD CONSTRAINT positive CHECK (balance > 0);\n  END IF;\nEND $do$;",
    .check = check,
};

}  // namespace pgsettle::rules
