#include "lint/transaction_units.h"

#include "lint/linter.h"
#include "schema/transaction_blocks.h"

namespace pgsettle {

TransactionUnits::TransactionUnits(const LintContext& context) {
  for (const LintedScript& linted : context.model.scripts()) {
    const Script& script = *linted.script;
    // psql sends each statement by itself; so does pgsettle what manages its own transactions.
    const bool one = context.options.runner == Runner::pgsettle &&
                     !script.directives.no_transaction && !script.manages_transactions;
    TransactionBlock block;
    for (const LintedStatement& statement : linted.statements) {
      block.see(*statement.statement);
      if (block.open() != nullptr) {
        units_[&statement] = {.identity = block.open(), .block = true};
      } else if (one) {
        units_[&statement] = {.identity = &script};
      }
    }
  }
}

const void* TransactionUnits::of(const LintedStatement& statement) const {
  const auto found = units_.find(&statement);
  return found != units_.end() ? found->second.identity : nullptr;
}

bool TransactionUnits::in_block(const LintedStatement& statement) const {
  const auto found = units_.find(&statement);
  return found != units_.end() && found->second.block;
}

}  // namespace pgsettle
