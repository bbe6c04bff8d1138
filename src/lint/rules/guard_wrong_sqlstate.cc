#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/knowledge/sqlstate.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!occurrence.is_handled() || occurrence.rerun == Rerun::fine) return;
  const std::string_view sqlstate =
      occurrence.rerun == Rerun::collides ? "42P07" : failure_sqlstate(action);
  if (catching_handler(*occurrence.code, sqlstate) != nullptr) return;
  findings.add(
      occurrence,
      fmt::format("the second run raises {} for {}, which the EXCEPTION block does not catch",
                  sqlstate, describe(action)),
      fmt::format("Catch SQLSTATE '{}'.", sqlstate));
}

}  // namespace

extern const Rule guard_wrong_sqlstate{
    .id = "guard-wrong-sqlstate",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "an EXCEPTION block that catches another SQLSTATE than the one that comes",
    .why =
        "UNIQUE and EXCLUDE constraints raise duplicate_table (42P07), a second primary key "
        "invalid_table_definition (42P16), functions and operators duplicate_function (42723), "
        "columns duplicate_column (42701), text search objects unique_violation (23505): "
        "duplicate_object does not catch them.",
    .bad =
        "DO $do$ BEGIN\n  ALTER TABLE account ADD CONSTRAINT account_name UNIQUE "
        "(name);\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $do$;",
    .good =
        "DO $do$ BEGIN\n  ALTER TABLE account ADD CONSTRAINT account_name UNIQUE "
        "(name);\nEXCEPTION WHEN duplicate_table THEN NULL;\nEND $do$;",
    .check = check,
};

}  // namespace pgsettle::rules
