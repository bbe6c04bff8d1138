// UTF-8 as far as positions and messages need it. All text inside pgsettle is UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgsettle {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Offset of the first byte that is not part of a valid sequence, npos when all is valid. Overlong
// forms, surrogates and code points above U+10FFFF are invalid, as for PostgreSQL
// (pg_utf8_islegal in src/common/wchar.c).
std::size_t find_invalid_utf8(std::string_view text);

// Number of characters; an invalid byte counts as one.
std::size_t count_characters(std::string_view text);

// Byte offset at which the character number `characters` (from 0) starts; size() when there are
// fewer.
std::size_t offset_of_character(std::string_view text, std::size_t characters);

// Columns that `text` takes on a terminal: two for wide East Asian characters and most emoji, none
// for combining marks.
std::size_t display_width(std::string_view text);

// `text` with invalid bytes replaced by U+FFFD, fit for JSON and terminals.
std::string to_valid_utf8(std::string_view text);

// Appends the UTF-8 form of a code point.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace pgsettle
