// What IF NOT EXISTS hides: the object is there, but not as the script has it, and no run will ever
// change that.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "settle/judgement.h"
#include "settle/settlement.h"

namespace pgsettle {

// Of what is settled by its name alone. What another statement of the run takes care of is left
// out, and so is what cannot be compared.
std::vector<Divergence> find_divergences(const std::deque<JudgedStatement>& steps);

}  // namespace pgsettle
