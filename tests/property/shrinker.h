// Makes a case that breaks a promise as small as it gets.
#pragma once

#include <chrono>

#include "property/settle_trial.h"

namespace pgsettle {

struct ShrunkCase {
  GeneratedCase smallest;
  CaseVerdict verdict;  // of that one; nothing is broken: alone, the case keeps all promises
};

// Leaves out statements as long as the same promise is broken and there is time.
ShrunkCase shrink(const GeneratedCase& bad, const TrialChecks& checks,
                  std::chrono::steady_clock::time_point end);

}  // namespace pgsettle
