#include "apply/result.h"

#include <algorithm>

namespace pgsettle {

std::size_t ApplyResult::count(Outcome outcome) const {
  std::size_t total = outcome == Outcome::failed ? failed_commits() : 0;
  for (const ScriptResult& script : scripts) {
    total += static_cast<std::size_t>(
        std::ranges::count(script.statements, outcome, &StatementResult::outcome));
  }
  return total;
}

std::size_t ApplyResult::count_settled() const {
  std::size_t total = 0;
  for (const ScriptResult& script : scripts) {
    total += static_cast<std::size_t>(
        std::ranges::count(script.statements, true, &StatementResult::settled));
  }
  return total;
}

}  // namespace pgsettle
