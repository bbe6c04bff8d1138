// Tells from what the server answered what became of a statement. Only SQLSTATEs and other fields
// that no server translates are looked at.
#pragma once

#include "apply/result.h"
#include "db/session.h"

namespace pgsettle {

Outcome outcome_of(const Effect& effect, const Answer& answer);

// Sets StatementResult::replaced where it is true.
void find_replacements(ScriptResult& script);

}  // namespace pgsettle
