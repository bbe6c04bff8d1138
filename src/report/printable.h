// What may leave the process in a report.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// Valid UTF-8, without the passwords that SQL may hold.
std::string printable(std::string_view text);

}  // namespace pgsettle
