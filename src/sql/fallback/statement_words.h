// The significant tokens at the head of a statement, for telling what it is without a parse tree:
// this works for syntax newer than the linked grammar, too.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "sql/fallback/token.h"

namespace pgsettle {

struct StatementWord {
  TokenKind kind;
  std::string_view text;
  int depth;  // of parentheses and brackets
};

class StatementWords {
 public:
  // Stops after `limit` tokens; `complete()` tells whether that was all. Behind WITH all are taken:
  // what the statement does comes last.
  explicit StatementWords(std::string_view sql, std::size_t limit = 4000);

  bool complete() const { return complete_; }
  std::size_t size() const { return words_.size(); }
  const StatementWord& operator[](std::size_t index) const { return words_[index]; }

  // Whether the words from `index` on are these (lower case), outside quotes.
  bool is(std::size_t index, std::initializer_list<std::string_view> expected) const;
  bool is(std::size_t index, std::string_view expected) const { return is(index, {expected}); }
  // Whether the keyword stands anywhere from `index` on, outside parentheses or anywhere.
  bool has(std::string_view keyword, std::size_t index = 0) const;
  bool has_outside_parentheses(std::string_view keyword, std::size_t index = 0) const;
  // Whether `name = false` stands anywhere, in the server's spellings (defGetBoolean in
  // src/backend/commands/define.c; the = may be missing).
  bool has_option_off(std::string_view name) const;

 private:
  std::vector<StatementWord> words_;
  bool complete_ = true;
};

}  // namespace pgsettle
