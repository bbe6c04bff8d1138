// Judges each statement of a run by itself: its actions in their places, with the proof of each.
#pragma once

#include <deque>
#include <set>

#include "run/placed_statement.h"
#include "settle/judgement.h"

namespace pgsettle {

struct JudgeSources {
  const std::deque<PlacedStatement>& statements;
  const Facts& facts;
  const Answers& answers;
};

// From `from` on (nullptr: all), and of those before it the ones in `carried`.
Judgements judge_statements(const JudgeSources& sources, const Statement* from,
                            const std::set<const Statement*>& carried);

}  // namespace pgsettle
