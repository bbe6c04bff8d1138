// Small text functions without a better home. ASCII only where case matters, as SQL keywords are.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

std::string to_lower(std::string_view text);
bool equals_ignoring_case(std::string_view left, std::string_view right);
std::string_view trim(std::string_view text);
// Without the line ends; "a\r\nb" gives "a\r" and "b".
std::vector<std::string_view> split_lines(std::string_view text);

// The candidate that `word` was probably meant to be, empty when none is near enough.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

// "1 statement", "2 statements".
std::string counted(std::size_t count, std::string_view noun);

}  // namespace pgsettle
