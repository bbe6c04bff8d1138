#include <algorithm>

#include "lint/findings.h"
#include "lint/rule.h"
#include "schema/transaction_blocks.h"

namespace pgsettle::rules {
namespace {

void check(const LintContext& context, Findings& findings) {
  for (const LintedScript& script : context.model.scripts()) {
    TransactionBlock block;
    for (const LintedStatement& statement : script.statements) block.see(*statement.statement);
    const auto begin = std::ranges::find(script.statements, block.open(),
                                         [](const auto& linted) { return linted.statement; });
    if (begin == script.statements.end()) continue;
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
