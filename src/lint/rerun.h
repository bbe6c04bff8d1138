// What the second run of a schema directory does: the objects that exist after the first run are
// there when the second one begins.
#pragma once

#include <string>
#include <string_view>

#include "lint/occurrence.h"

namespace pgsettle {

// The SQLSTATE that the server raises when the action finds its object there already (create), or
// finds it gone (drop, rename, set_schema). Measured on PostgreSQL 15 and 18.
std::string_view failure_sqlstate(const Action& action);

// Whether one of the handlers around it catches `sqlstate`.
bool is_caught(const CodeStatement& code, std::string_view sqlstate);

// Runs everything twice in thought and notes in each occurrence what its second run meets.
void simulate_rerun(std::span<Occurrence* const> occurrences);

}  // namespace pgsettle
