#include "lint/clauses.h"
#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// Those that have no IF EXISTS have rules of their own.
bool has_clause(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::partition:
    case ObjectKind::inheritance:
    case ObjectKind::typed_table:
    case ObjectKind::option:
    case ObjectKind::publication_member:
    case ObjectKind::subscription_publication:
    case ObjectKind::extension_member:
    case ObjectKind::operator_family_member:
      return false;
    default:
      return true;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::drop || !has_clause(action.kind)) return;
  report_failure(occurrence, findings, "Write IF EXISTS.", insert_if_exists);
}

}  // namespace

extern const Rule drop_without_if_exists{
    .id = "drop-without-if-exists",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "DROP of what the first run has dropped, without IF EXISTS",
    .why =
        "The second run stops with 42P01, 42704, 42703, 42883, 3F000 or 3D000. Every DROP has "
        "IF EXISTS (8.2), as have DROP COLUMN and DROP CONSTRAINT (9.0), DROP IDENTITY (10) and "
        "DROP EXPRESSION (13) of ALTER TABLE.",
    .bad = "DROP VIEW report;",
    .good = "DROP VIEW IF EXISTS report;",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
