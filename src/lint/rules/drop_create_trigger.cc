#include <fmt/format.h>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Occurrence* drop = occurrence.dropped_by;
  if (drop == nullptr || occurrence.is_conditional() || occurrence.temporary) return;
  if (occurrence.action->kind != ObjectKind::trigger) return;
  findings.add(occurrence,
               fmt::format("{} is dropped in {} and made anew, on every run",
                           describe(*occurrence.action), place(*drop, occurrence)),
               "Write CREATE OR REPLACE TRIGGER, or a guard that asks pg_trigger.");
}

}  // namespace

extern const Rule drop_create_trigger{
    .id = "drop-create-trigger",
    .group = RuleGroup::locks,
    .severity = Severity::warning,
    .summary = "DROP TRIGGER and CREATE TRIGGER on each run",
    .why =
        "DROP TRIGGER takes ACCESS EXCLUSIVE on the table: on each run readers and writers wait "
        "behind every open transaction on it. CREATE OR REPLACE TRIGGER (14) takes SHARE ROW "
        "EXCLUSIVE, which lets readers pass; a constraint trigger needs a guard that asks "
        "pg_trigger.",
    .bad =
        "DROP TRIGGER IF EXISTS audit ON account;\nCREATE TRIGGER audit AFTER INSERT ON account "
        "FOR EACH ROW EXECUTE FUNCTION audit();",
    .good =
        "CREATE OR REPLACE TRIGGER audit AFTER INSERT ON account FOR EACH ROW EXECUTE FUNCTION "
        "audit();",
    .psql_only = true,
    .check = check,
};

}  // namespace pgsettle::rules
