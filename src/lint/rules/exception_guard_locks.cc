#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/knowledge/sqlstate.h"

namespace pgsettle::rules {
namespace {

bool is_on_table(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::identity:
    case ObjectKind::inheritance:
    case ObjectKind::partition:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::trigger:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!occurrence.is_handled() || occurrence.is_conditional() || occurrence.temporary) return;
  if (action.verb == Verb::alter || !is_on_table(action.kind)) return;
  if (catching_handler(*occurrence.code, failure_sqlstate(action)) == nullptr) return;
  findings.add(occurrence,
               fmt::format("\"{}\" is locked before the server finds that {} is done",
                           action.owner.name, describe(action)),
               "Ask the catalog first.");
}

}  // namespace

extern const Rule exception_guard_locks{
    .id = "exception-guard-locks",
    .group = RuleGroup::locks,
    .severity = Severity::info,
    .summary = "a guard that takes the lock before it finds that there is nothing to do",
    .why =
        "An EXCEPTION block runs the statement to see it fail: ALTER TABLE has ACCESS EXCLUSIVE by "
        "then, CREATE TRIGGER has SHARE ROW EXCLUSIVE. A guard that asks the catalog takes no "
        "lock.",
    .bad =
        "DO $do$ BEGIN\n  ALTER TABLE account ADD CONSTRAINT positive CHECK (balance > "
        "0);\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $do$;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n                 "
        "WHERE conrelid = 'public.account'::regclass AND conname = 'positive') THEN\n    ALTER "
        "TABLE account ADD CONSTRAINT positive CHECK (balance > 0);\n  END IF;\nEND $do$;",
    .psql_only = true,
    .check = check,
};

}  // namespace pgsettle::rules
