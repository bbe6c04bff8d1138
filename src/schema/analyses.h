// What the statements of scripts do, found out once for all who ask.
#pragma once

#include <span>
#include <unordered_map>

#include "schema/script.h"
#include "sql/parse/analysis.h"

namespace pgsettle {

class Analyses {
 public:
  // With all cores. `scripts` outlive this. What cannot be told without a server's answers is left
  // out (Statement::unresolved).
  explicit Analyses(std::span<const Script> scripts,
                    AnalysisDetail detail = AnalysisDetail::declarations);

  // Empty for a statement that was left out or is none of the scripts'.
  const Analysis& of(const Statement& statement) const;

 private:
  std::unordered_map<const Statement*, Analysis> by_statement_;
};

}  // namespace pgsettle
