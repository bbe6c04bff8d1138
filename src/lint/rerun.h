// What the second run of a schema directory does: the objects that exist after the first run are
// there when the second one begins.
#pragma once

#include "lint/occurrence.h"

namespace pgsettle {

// Runs everything twice in thought and notes in each occurrence what its second run meets.
void simulate_rerun(std::span<Occurrence* const> occurrences);

}  // namespace pgsettle
