// The lines of the text report that count.
#pragma once

#include <string>

#include "apply/result.h"

namespace pgsettle {

// "migrations/5_indexes.sql   15 unchanged   3 ms"; the path is padded to `path_width`.
std::string script_line(const ScriptResult& script, std::size_t path_width);

// Totals; the last line is "N applied, N unchanged, N failed", whatever happened.
std::string summary(const ApplyResult& result);

}  // namespace pgsettle
