// A table as its CREATE TABLE IF NOT EXISTS has it, against the one that is there.
#pragma once

#include <vector>

#include "settle/judgement.h"
#include "settle/settlement.h"
#include "settle/step_index.h"

namespace pgsettle {

void compare_table(const StepIndex& index, const JudgedStatement& step, const JudgedAction& part,
                   std::vector<Divergence>& list);

}  // namespace pgsettle
