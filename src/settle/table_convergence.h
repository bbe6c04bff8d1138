// A table as its CREATE TABLE IF NOT EXISTS has it, against the one that is there.
#pragma once

#include <vector>

#include "settle/settlement.h"
#include "settle/step.h"
#include "settle/step_index.h"

namespace pgsettle {

void compare_table(const StepIndex& index, const Step& step, const Part& part,
                   std::vector<Divergence>& list);

}  // namespace pgsettle
