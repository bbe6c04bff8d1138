// Knows whether a semicolon ends the statement: not inside parentheses, and not inside the
// BEGIN ATOMIC ... END body of CREATE FUNCTION or PROCEDURE. The rule is psql's
// (identifier rule of src/fe_utils/psqlscan.l), so that both cut at the same places.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "sql/fallback/token.h"

namespace pgsettle {

class Boundary {
 public:
  // To be shown every token of the statement but white space and comments, with its text.
  void see(const Token& token, std::string_view text);
  bool semicolon_ends() const { return parentheses_ == 0 && begins_ == 0; }

 private:
  void see_word(std::string_view word);
  bool is_create_routine() const;

  std::size_t parentheses_ = 0;
  std::size_t begins_ = 0;  // BEGIN and CASE that wait for their END
  std::size_t words_ = 0;
  std::array<char, 4> first_words_ = {};  // initials of CREATE, OR, REPLACE, FUNCTION, PROCEDURE
};

}  // namespace pgsettle
