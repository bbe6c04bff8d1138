#include "lint/findings.h"
#include "lint/rule.h"
#include "lint/transaction_units.h"
#include "sql/fallback/effect.h"

namespace pgsettle::rules {
namespace {

void check_statement(const LintedStatement& linted, bool in_block, Findings& findings) {
  const Statement& statement = *linted.statement;
  if (in_block && !effect_of(statement.sql()).transactional) {
    findings.add(linted, statement.range, "this cannot run between BEGIN and COMMIT (25001)",
                 "Move it out of the transaction, or into a script of its own.");
  }
  if (!linted.analysis.code) return;
  for (const CodeStatement& inner : linted.analysis.code->statements) {
    if (inner.sql.empty() || effect_of(inner.sql).transactional) continue;
    findings.add(linted,
                 {.begin = statement.source_offset(inner.range.begin),
                  .end = statement.source_offset(inner.range.end)},
                 "this cannot run in a DO block (25001)", "Write it as a statement of its own.");
  }
}

void check(const LintContext& context, Findings& findings) {
  const TransactionUnits units(context);
  for (const LintedScript& script : context.model.scripts()) {
    if (!script.reported) continue;
    for (const LintedStatement& statement : script.statements) {
      check_statement(statement, units.in_block(statement), findings);
    }
  }
}

}  // namespace

extern const Rule not_in_transaction{
    .id = "not-in-transaction",
    .group = RuleGroup::transactions,
    .severity = Severity::error,
    .summary = "a statement in a transaction that cannot run in one",
    .why =
        "CREATE and DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY, VACUUM, CREATE and DROP "
        "DATABASE and TABLESPACE, ALTER SYSTEM, DETACH PARTITION CONCURRENTLY, CREATE SUBSCRIPTION "
        "with a slot and some others stop with 25001 between BEGIN and COMMIT, and in a DO block.",
    .bad =
        "BEGIN;\nCREATE INDEX CONCURRENTLY IF NOT EXISTS account_name ON account (name);\nCOMMIT;",
    .good = "CREATE INDEX CONCURRENTLY IF NOT EXISTS account_name ON account (name);",
    .check_directory = check,
};

}  // namespace pgsettle::rules
