#include "lint/clauses.h"
#include "lint/guards.h"
#include "lint/linter.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool has_clause(const Action& action, int server_version) {
  switch (action.kind) {
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::view:
    case ObjectKind::rule:
    case ObjectKind::language:
    case ObjectKind::transform:
      return true;
    case ObjectKind::trigger:  // but not CREATE CONSTRAINT TRIGGER
      return server_version >= 14 && action.as<ConstraintDefinition>() == nullptr;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !has_clause(action, context.options.server_version)) return;
  report_failure(occurrence, findings, "Write CREATE OR REPLACE.", insert_or_replace);
}

}  // namespace

extern const Rule create_without_or_replace{
    .id = "create-without-or-replace",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE of what can be replaced, without OR REPLACE",
    .why =
        "The second run stops with 42723 (functions, procedures, aggregates), 42P07 (views) or "
        "42710 (triggers, rules, languages, transforms). OR REPLACE is there for functions "
        "(7.2), views and rules (7.3), languages (9.0), transforms (9.5), procedures (11), "
        "aggregates (12) and triggers (14; not for constraint triggers).",
    .bad = "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    .good = "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
