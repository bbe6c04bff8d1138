// Which statements run in one transaction.
#pragma once

#include <unordered_map>
#include <vector>

#include "lint/rule.h"

namespace pgsettle {

class TransactionUnits {
 public:
  explicit TransactionUnits(const LintContext& context);

  // The same for statements that run in one transaction; nullptr: it has one of its own.
  const void* of(const LintedStatement& statement) const;
  // Between a BEGIN of the script and its COMMIT.
  bool in_block(const LintedStatement& statement) const;
  // pgsettle sends a script in one transaction, unless it says otherwise or has BEGIN itself.
  bool is_one_transaction(const LintedScript& script) const;
  // Every BEGIN that its script does not end.
  const std::vector<const LintedStatement*>& left_open() const { return left_open_; }

 private:
  void read(const LintedScript& script);

  struct Unit {
    const void* identity = nullptr;
    bool block = false;
  };
  bool psql_;
  std::unordered_map<const LintedStatement*, Unit> units_;
  std::unordered_map<const LintedScript*, bool> manages_transactions_;
  std::vector<const LintedStatement*> left_open_;
};

}  // namespace pgsettle
