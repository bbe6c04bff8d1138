// Whether an object is defined as a CREATE says: the script's statement against the one that the
// catalog writes, and against a twin where their texts differ.
#pragma once

#include "settle/prover.h"

namespace pgsettle {

// For routines, triggers, policies, rules, views, indexes and constraints. `same` says nothing of
// what the CREATE would do when it is executed.
Proof prove_definition(const PlacedAction& placed);

}  // namespace pgsettle
