// What IF NOT EXISTS hides: the object is there, but not as the script has it, and no run will ever
// change that.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "settle/settlement.h"
#include "settle/step.h"

namespace pgsettle {

// Of what is settled by its name alone. What another statement of the run takes care of is left
// out, and so is what cannot be compared.
std::vector<Divergence> find_divergences(const std::deque<Step>& steps);

}  // namespace pgsettle
