#include "sql/parse/code_outcome.h"

#include <algorithm>
#include <vector>

namespace pgsettle {
namespace {

using Conditions = std::vector<CodeCondition>;

// Whether all of them hold.
Reached all_hold(const Conditions& conditions, const ConditionAnswer& answer) {
  for (const CodeCondition& condition : conditions) {
    const std::optional<bool> told = answer(condition);
    if (!told) return Reached::unknown;
    if (*told == condition.negated) return Reached::no;
  }
  return Reached::yes;
}

Reached is_reached(const Conditions& conditions, const std::vector<Conditions>& ways_out,
                   const ConditionAnswer& answer) {
  bool known = true;
  for (const Conditions& way : ways_out) {
    const Reached taken = all_hold(way, answer);
    if (taken == Reached::yes) return Reached::no;
    known = known && taken == Reached::no;
  }
  return known ? all_hold(conditions, answer) : Reached::unknown;
}

}  // namespace

Reached is_reached(const CodeStatement& statement, const ConditionAnswer& answer) {
  return is_reached(statement.conditions, statement.ways_out, answer);
}

bool evaluates_all(const CodeBlock& code, const ConditionAnswer& answer) {
  return std::ranges::all_of(code.evaluations, [&](const CodeEvaluation& evaluation) {
    const Reached reached = is_reached(evaluation.conditions, evaluation.ways_out, answer);
    return reached == Reached::no || (reached == Reached::yes && answer(evaluation.condition));
  });
}

}  // namespace pgsettle
