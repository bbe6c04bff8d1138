// The texts in PL/pgSQL code: where statements stand, and what expressions are. Private to sql/.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sql/read/source_text.h"

namespace pgsettle {

// The tree has the line of a statement and its text, but not its place. Statements come in the
// order of the text, so each is searched from its line and from the end of the one before.
class CodeText {
 public:
  CodeText(std::string_view sql, Range body);

  // Counted from 1 in the body.
  void go_to_line(std::size_t line);
  // The body when the text was not found: its quotes may be doubled there.
  Range find(std::string_view statement);

 private:
  std::string_view sql_;
  Range body_;
  std::size_t searched_;  // from here on
  std::size_t line_ = 1;
  std::size_t line_begin_;
};

// The value of 'a' or 'a' || 'b'.
std::optional<std::string> constant_text(const std::string& expression);

// Of v := expression.
std::string assigned_expression(std::string_view assignment);

bool is_constant_or_variable(const std::string& expression, const std::set<std::string>& variables);

// Whether it is a query, or has RETURNING.
bool returns_rows(const std::string& statement);

// The statements of a text that may have several; the text itself when the grammar refuses it.
std::vector<std::string> split_statements(const std::string& text);

}  // namespace pgsettle
