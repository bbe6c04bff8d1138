// Definitions that later statements of the run complete: ALTER FUNCTION ... SET behind a CREATE OR
// REPLACE that takes the setting away, ALTER VIEW ... SET (...), DISABLE TRIGGER. Each alone would
// change something; together they leave what is there.
#pragma once

#include <deque>

#include "settle/judgement.h"

namespace pgsettle {

// Sets JudgedAction::completed and JudgedAction::followers.
void complete_definitions(Judgements& statements);

}  // namespace pgsettle
