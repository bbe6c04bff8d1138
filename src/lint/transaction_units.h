// Which statements run in one transaction.
#pragma once

#include <unordered_map>

#include "lint/rule.h"

namespace pgsettle {

class TransactionUnits {
 public:
  explicit TransactionUnits(const LintContext& context);

  // The same for statements that run in one transaction; nullptr: it has one of its own.
  const void* of(const LintedStatement& statement) const;
  // Between a BEGIN of the script and its COMMIT.
  bool in_block(const LintedStatement& statement) const;

 private:
  struct Unit {
    const void* identity = nullptr;
    bool block = false;
  };
  std::unordered_map<const LintedStatement*, Unit> units_;
};

}  // namespace pgsettle
