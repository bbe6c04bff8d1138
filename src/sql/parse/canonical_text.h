// SQL text in a form in which layout, comments and the case of keywords do not matter.
#pragma once

#include <string>
#include <string_view>

#include "sql/read/source_text.h"

namespace pgsettle {

// Tokens joined by single blanks; words outside quotes in lower case, comments left out.
std::string canonical_text(std::string_view sql);

// The element of a list that starts at `begin`: up to the next comma or closing parenthesis that is
// outside parentheses, or the end, without trailing white space and comments.
Range list_element(std::string_view sql, std::size_t begin);

}  // namespace pgsettle
