// Comments as libpg_query sees them.
#pragma once

#include <string>

namespace pgsettle {

// libpg_query's lexer hands comments to its grammar, so for it a comment stands between the two
// halves of a string literal that goes on in the next line. This blanks them; everything keeps its
// place.
std::string without_comments(std::string sql);

}  // namespace pgsettle
