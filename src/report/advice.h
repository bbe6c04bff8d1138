// What to do about errors that have to do with how the scripts are run.
#pragma once

#include <string_view>

namespace pgsettle {

// A sentence for a SQLSTATE, or empty when there is nothing to add to the server's own words.
std::string_view advice(std::string_view sqlstate);

}  // namespace pgsettle
