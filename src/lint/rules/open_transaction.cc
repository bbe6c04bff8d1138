#include "lint/findings.h"
#include "lint/rule.h"
#include "lint/transaction_units.h"
#include "schema/transaction_blocks.h"

namespace pgsettle::rules {
namespace {

void check(const LintContext& context, Findings& findings) {
  const TransactionUnits units(context);
  for (const LintedStatement* begin : units.left_open()) {
    const Diagnostic diagnostic = left_open(*begin->statement);
    findings.add(*begin, diagnostic.range, diagnostic.message, diagnostic.hint);
  }
}

}  // namespace

extern const Rule open_transaction{
    .id = "open-transaction",
    .group = RuleGroup::transactions,
    .severity = Severity::error,
    .summary = "BEGIN without COMMIT",
    .why =
        "What stands behind it is rolled back when the session ends, without an error: nothing of "
        "it reaches the database.",
    .bad = "BEGIN;\nCREATE TABLE IF NOT EXISTS account (id int);",
    .good = "BEGIN;\nCREATE TABLE IF NOT EXISTS account (id int);\nCOMMIT;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
