// Golden files: what the user sees, kept under tests/ and compared byte by byte.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// `path` is relative to tests/. With UPDATE_GOLDEN=1 in the environment the file is rewritten
// instead, and the review reads the difference.
void expect_golden(const std::string& path, std::string_view actual);

// Durations ("12 ms", "milliseconds": 1.5) as "N ms" and 0.0.
std::string without_times(std::string_view text);

}  // namespace pgsettle
