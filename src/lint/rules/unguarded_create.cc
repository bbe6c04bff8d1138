#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::cast:
    case ObjectKind::operator_:
    case ObjectKind::operator_class:
    case ObjectKind::operator_family:
    case ObjectKind::conversion:
    case ObjectKind::text_search_configuration:
    case ObjectKind::text_search_dictionary:
    case ObjectKind::text_search_parser:
    case ObjectKind::text_search_template:
    case ObjectKind::foreign_data_wrapper:
    case ObjectKind::access_method:
    case ObjectKind::publication:
    case ObjectKind::subscription:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind)) return;
  report_failure(occurrence, findings, "Put it in a DO block that catches the right SQLSTATE.",
                 guard_for);
}

}  // namespace

extern const Rule unguarded_create{
    .id = "unguarded-create",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE of a kind that has no IF NOT EXISTS, without a guard",
    .why =
        "Casts, operators, operator classes and families, conversions, text search objects, "
        "foreign-data wrappers, access methods, publications and subscriptions have neither IF NOT "
        "EXISTS nor OR REPLACE. The second run stops with 42710, operators with 42723, text search "
        "objects with 23505.",
    .bad = "CREATE PUBLICATION changes FOR TABLE account;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = "
        "'changes') THEN\n    CREATE PUBLICATION changes FOR TABLE account;\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
