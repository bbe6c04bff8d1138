// Makes the steps of a run, with the proof of each of their parts.
#pragma once

#include <deque>
#include <span>

#include "schema/analyses.h"
#include "schema/script.h"
#include "settle/step.h"

namespace pgsettle {

struct StepSources {
  std::span<const Script> scripts;
  const Analyses& analyses;
  const Facts& facts;
  const Answers& answers;
  bool shared_session;
};

// From `from` on; nullptr: all.
std::deque<Step> read_steps(const StepSources& sources, const Statement* from);

}  // namespace pgsettle
