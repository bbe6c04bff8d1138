#include "schema/analyses.h"

#include <variant>
#include <vector>

#include "base/parallel.h"

namespace pgsettle {

Analyses::Analyses(std::span<const Script> scripts, AnalysisDetail detail) {
  std::vector<std::pair<const Statement*, Analysis*>> work;
  for (const Script& script : scripts) {
    for (const ScriptItem& item : script.items) {
      const auto* statement = std::get_if<Statement>(&item);
      if (statement == nullptr || statement->unresolved) continue;
      work.emplace_back(statement, &by_statement_[statement]);
    }
  }
  for_each_in_parallel(
      work.size(), [&](std::size_t i) { *work[i].second = analyse(work[i].first->sql(), detail); });
}

const Analysis& Analyses::of(const Statement& statement) const {
  static const Analysis nothing;
  const auto found = by_statement_.find(&statement);
  return found != by_statement_.end() ? found->second : nothing;
}

}  // namespace pgsettle
