// The difference of two texts, line by line, as diff -u and git write it.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// Empty when the texts are equal. git apply takes it when the names are "a/PATH" and "b/PATH".
std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name);

}  // namespace pgsettle
