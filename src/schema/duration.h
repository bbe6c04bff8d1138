// Durations as users write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace pgsettle {

// "2s", "500ms", "1.5min", "1 h", "0", as PostgreSQL's time settings but for microseconds; a bare
// number is milliseconds. Empty for anything else, for what no such setting can hold (2147483647 ms
// at most), and for a fraction that would become 0, which means no timeout.
std::optional<Milliseconds> parse_duration(std::string_view text);

}  // namespace pgsettle
