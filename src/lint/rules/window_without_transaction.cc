#include <fmt/format.h>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "lint/transaction_units.h"

namespace pgsettle::rules {
namespace {

bool protects(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::policy ||
         kind == ObjectKind::constraint;
}

void check(const LintContext& context, Findings& findings) {
  const TransactionUnits units(context);
  for (const Occurrence* create : context.model.occurrences()) {
    const Occurrence* drop = create->dropped_by;
    if (drop == nullptr || !protects(create->action->kind) || create->is_conditional()) continue;
    if (drop->statement == create->statement) continue;
    if (drop->statement->script != create->statement->script) continue;
    if (units.is_one_transaction(*create->statement->script)) continue;
    const void* unit = units.of(*create->statement);
    if (unit != nullptr && unit == units.of(*drop->statement)) continue;
    findings.add(*create,
                 fmt::format("others see the table without {} from {} until here",
                             describe(*create->action), place(*drop, *create)),
                 "Put both between BEGIN and COMMIT.");
  }
}

}  // namespace

extern const Rule window_without_transaction{
    .id = "window-without-transaction",
    .group = RuleGroup::transactions,
    .severity = Severity::error,
    .summary = "DROP and CREATE of a trigger, policy or constraint without a transaction",
    .why =
        "Between the two the others see the table without it: rows are not audited, a bad row gets "
        "in and ADD CONSTRAINT then fails for good (23514), a restrictive policy is gone and shows "
        "its rows.",
    .bad =
        "-- pgsettle: no-transaction\nDROP TRIGGER IF EXISTS audit ON account;\nCREATE TRIGGER "
        "audit AFTER INSERT ON account FOR EACH ROW EXECUTE FUNCTION audit();",
    .good =
        "DROP TRIGGER IF EXISTS audit ON account;\nCREATE TRIGGER audit AFTER INSERT ON account "
        "FOR EACH ROW EXECUTE FUNCTION audit();",
    .check_directory = check,
};

}  // namespace pgsettle::rules
