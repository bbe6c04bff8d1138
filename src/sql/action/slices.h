// Where the parts of a definition stand in its text. The grammar's trees say where an expression
// begins but not where it ends, so that the end is found by tokens: parentheses, commas, and the
// reserved words that begin the next clause.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/read/source_text.h"

namespace pgsettle {

inline std::string slice(std::string_view sql, Range range) {
  return std::string(sql.substr(range.begin, range.size()));
}

// Inside the first parentheses at or behind `from`; an empty range when there are none.
Range parenthesised(std::string_view sql, std::size_t from);
// The elements of a list, without the white space around them.
std::vector<Range> list_elements(std::string_view sql, Range list);
// The place behind the next of these words, one after the other, that stands outside parentheses.
// npos: they do not come.
std::size_t behind_words(std::string_view sql, std::size_t from,
                         std::initializer_list<std::string_view> words);
// From the first token at or behind `from` to where the next clause of a column or domain begins.
Range until_clause(std::string_view sql, std::size_t from);
// The text without its last clause WITH [NO] DATA, semicolon and white space.
Range query_range(std::string_view sql, std::size_t from);
// Of an index's element: the expression without collation, operator class and order.
std::string element_expression(std::string_view element);

}  // namespace pgsettle
