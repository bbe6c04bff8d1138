#include "lint/transaction_units.h"

#include <algorithm>

#include "lint/linter.h"
#include "sql/fallback/effect.h"

namespace pgsettle {
namespace {

TransactionControl control_of(const LintedStatement& statement) {
  const bool controls = std::ranges::any_of(statement.analysis.actions, [](const Action& action) {
    return action.verb == Verb::control;
  });
  return controls ? effect_of(statement.statement->sql()).control : TransactionControl::none;
}

bool begins_or_ends(TransactionControl control) {
  return control != TransactionControl::none && control != TransactionControl::savepoint;
}

}  // namespace

TransactionUnits::TransactionUnits(const LintContext& context)
    : psql_(context.options.runner == Runner::psql) {
  for (const LintedScript& script : context.model.scripts()) read(script);
}

void TransactionUnits::read(const LintedScript& script) {
  bool& manages = manages_transactions_[&script];
  const LintedStatement* open = nullptr;
  for (const LintedStatement& statement : script.statements) {
    const TransactionControl control = control_of(statement);
    manages = manages || begins_or_ends(control);
    if (control == TransactionControl::begin && open == nullptr) open = &statement;
    if (control == TransactionControl::end) open = nullptr;
    if (control == TransactionControl::chain && open != nullptr) open = &statement;
    if (open != nullptr) units_[&statement] = {.identity = open, .block = true};
  }
  if (open != nullptr) left_open_.push_back(open);
  if (!is_one_transaction(script)) return;
  for (const LintedStatement& statement : script.statements) {
    units_[&statement] = {.identity = &script};
  }
}

bool TransactionUnits::is_one_transaction(const LintedScript& script) const {
  return !psql_ && !script.script->directives.no_transaction && !manages_transactions_.at(&script);
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
