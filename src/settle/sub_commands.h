// ALTER TABLE t ADD a int, DROP b: its parts as statements of their own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// "ALTER TABLE t ", "ALTER FUNCTION f(integer) "; empty: it is no ALTER.
std::string_view head_of_alter(std::string_view sql);

// Empty, unless there are just `count`.
std::vector<std::string> sub_commands(std::string_view sql, std::size_t count);

}  // namespace pgsettle
