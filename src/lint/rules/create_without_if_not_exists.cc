#include "lint/clauses.h"
#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool has_clause(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::schema:
    case ObjectKind::extension:
    case ObjectKind::materialized_view:
    case ObjectKind::statistics:
    case ObjectKind::collation:
    case ObjectKind::foreign_table:
    case ObjectKind::server:
    case ObjectKind::user_mapping:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !has_clause(action.kind) || action.is_select_into ||
      action.is_import) {
    return;
  }
  report_failure(occurrence, findings, "Write IF NOT EXISTS.", insert_if_not_exists);
}

}  // namespace

extern const Rule create_without_if_not_exists{
    .id = "create-without-if-not-exists",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "CREATE of what may exist, without IF NOT EXISTS",
    .why =
        "The second run stops with 42P07, 42P06 or 42710. IF NOT EXISTS is there for tables "
        "(9.1), schemas (9.3), indexes, sequences, materialized views (9.5), statistics, "
        "collations, servers and user mappings (10), extensions and foreign tables (9.1). It "
        "takes no lock for most; CREATE INDEX IF NOT EXISTS takes SHARE on the table.",
    .bad = "CREATE TABLE account (id int PRIMARY KEY);",
    .good = "CREATE TABLE IF NOT EXISTS account (id int PRIMARY KEY);",
    .fix = FixClass::safe,
    .check = check,
};

}  // namespace pgsettle::rules
