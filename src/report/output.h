// Writes to stdout and stderr.
#pragma once

#include <cstdio>
#include <string_view>

namespace pgsettle {

// Writes and flushes; gives the errno of what failed, else 0. Never throws: what a run does to a
// database must not depend on whether somebody still reads what it says.
int write_text(std::FILE* file, std::string_view text);

}  // namespace pgsettle
