// Arrays of texts as the server reads and writes them: {a,"b c",NULL} (array_in() and array_out()
// in src/backend/utils/adt/arrayfuncs.c).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

std::string write_array(const std::set<std::string>& items);

// Of one dimension; NULL is read as an empty text. Throws Error{internal} for what is none.
std::vector<std::string> read_array(std::string_view text);

}  // namespace pgsettle
