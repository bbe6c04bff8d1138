// Lets a server build twins and compare them.
#pragma once

#include <vector>

#include "db/session.h"
#include "settle/twin.h"

namespace pgsettle {

// In one round trip, in transactions that are rolled back, or, when `inside` one, behind
// savepoints; a second round trip when one of those that share a transaction fails. A twin that
// cannot be built is left out of the answer. Nothing may be pending. Throws Error{connection}.
Answers ask_twins(Session& session, const std::vector<Twin>& twins, bool inside);

}  // namespace pgsettle
