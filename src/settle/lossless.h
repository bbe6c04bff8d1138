// Dropping an object and creating it again as it was can lose what its definition does not say.
#pragma once

#include <string>

#include "settle/prover.h"

namespace pgsettle {

// What would be lost, in words; empty: nothing.
std::string lost_by_drop(const CatalogObject& object, const Subject& subject, bool comment_returns);

}  // namespace pgsettle
