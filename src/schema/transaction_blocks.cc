#include "schema/transaction_blocks.h"

#include <algorithm>
#include <variant>

namespace pgsettle {

void TransactionBlock::see(const Statement& statement) {
  switch (statement.effect.control) {
    case TransactionControl::begin:
      if (begin_ == nullptr) begin_ = &statement;
      break;
    case TransactionControl::end:
      begin_ = nullptr;
      break;
    case TransactionControl::chain:
      if (begin_ != nullptr) begin_ = &statement;
      break;
    case TransactionControl::none:
    case TransactionControl::savepoint:
      break;
  }
}

bool manages_transactions(std::span<const ScriptItem> items) {
  return std::ranges::any_of(items, [](const ScriptItem& item) {
    const auto* statement = std::get_if<Statement>(&item);
    return statement != nullptr && statement->effect.control != TransactionControl::none &&
           statement->effect.control != TransactionControl::savepoint;
  });
}

Diagnostic left_open(const Statement& begin) {
  return {.severity = Severity::error,
          .id = "transaction-left-open",
          .source = begin.source,
          .range = begin.range,
          .message = "the transaction begun here is still open at the end of the script",
          .hint = "Add COMMIT, or remove BEGIN: pgsettle runs each script in a transaction.",
          .unsupported = true};
}

}  // namespace pgsettle
