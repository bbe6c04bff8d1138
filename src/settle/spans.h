// Statements that make the same thing several times in a run: DROP and CREATE, CREATE OR REPLACE
// here and again there. Only the last one counts, when nothing in between could have seen it.
#pragma once

#include <deque>

#include "settle/step.h"

namespace pgsettle {

// Sets Step::is_settled and Part::last, given Step::touched; what was refused once stays refused.
void find_spans(std::deque<Step>& steps);

}  // namespace pgsettle
