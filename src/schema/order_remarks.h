// What a user may not expect of the order in which the names of a directory are taken.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/script_name.h"

namespace pgsettle {

// "a", "a and b", "a, b and 3 more".
std::string some_names(std::span<const std::string> names);

// One remark each, with names as examples, on a numeric order that differs from the lexical one, on
// repeated numbers, on letters behind a number and on names without a number beside numbered ones.
// `names` is what `directory` holds, sorted.
std::vector<std::string> order_remarks(std::string_view directory,
                                       std::span<const ScriptName> names);

}  // namespace pgsettle
