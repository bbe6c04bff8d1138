// BEGIN ... COMMIT as a script itself writes them.
#pragma once

#include <span>
#include <vector>

#include "sql/read/diagnostic.h"
#include "sql/read/script_reader.h"

namespace pgsettle {

// Follows BEGIN, COMMIT and the like through the statements of one script.
class TransactionBlock {
 public:
  void see(const Statement& statement);
  // The BEGIN of the block that is open now, nullptr outside of blocks.
  const Statement* open() const { return begin_; }

 private:
  const Statement* begin_ = nullptr;
};

// Whether there is a BEGIN, COMMIT, ROLLBACK or PREPARE TRANSACTION.
bool manages_transactions(std::span<const ScriptItem> items);

// That the block which this BEGIN opens is not closed by the end of the script.
Diagnostic left_open(const Statement& begin);

}  // namespace pgsettle
