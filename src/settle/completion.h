// Definitions that later statements of the run complete: ALTER FUNCTION ... SET behind a CREATE OR
// REPLACE that takes the setting away, ALTER VIEW ... SET (...), DISABLE TRIGGER. Each alone would
// change something; together they leave what is there.
#pragma once

#include <deque>

#include "settle/step.h"

namespace pgsettle {

// Sets Part::completed and Part::followers.
void complete_definitions(std::deque<Step>& steps);

}  // namespace pgsettle
