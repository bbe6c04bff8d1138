// How deep the tree of an expression would be, told from its tokens.
#pragma once

#include <cstddef>
#include <string_view>

namespace pgsettle {

// The longest chain of operators, UNIONs and JOINs, each of which is a level of the parse tree
// (a + b + c is (a + b) + c), parentheses around it included. An upper bound, roughly.
std::size_t expression_depth(std::string_view sql);

}  // namespace pgsettle
