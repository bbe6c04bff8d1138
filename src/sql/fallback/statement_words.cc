#include "sql/fallback/statement_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace pgsettle {

StatementWords::StatementWords(std::string_view sql, std::size_t limit) {
  int depth = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    if (words_.size() == limit) {
      complete_ = false;
      return;
    }
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    const bool closes = token.kind == TokenKind::close_parenthesis || text == "]";
    if (closes && depth > 0) --depth;
    words_.push_back({.kind = token.kind, .text = text, .depth = depth});
    if (token.kind == TokenKind::open_parenthesis || text == "[") ++depth;
    if (words_.size() == 1 && is(0, "with")) limit = sql.size();
  }
}

bool StatementWords::is(std::size_t index, std::initializer_list<std::string_view> expected) const {
  for (const std::string_view word : expected) {
    if (index >= words_.size() || words_[index].kind != TokenKind::word ||
        !equals_ignoring_case(words_[index].text, word)) {
      return false;
    }
    ++index;
  }
  return true;
}

bool StatementWords::has(std::string_view keyword, std::size_t index) const {
  for (; index < words_.size(); ++index) {
    if (is(index, keyword)) return true;
  }
  return false;
}

bool StatementWords::has_outside_parentheses(std::string_view keyword, std::size_t index) const {
  for (; index < words_.size(); ++index) {
    if (words_[index].depth == 0 && is(index, keyword)) return true;
  }
  return false;
}

bool StatementWords::has_option_off(std::string_view name) const {
  constexpr std::array<std::string_view, 5> off = {"false", "off", "'false'", "'off'", "0"};
  for (std::size_t index = 0; index + 1 < words_.size(); ++index) {
    if (!is(index, name)) continue;
    const std::size_t at = words_[index + 1].text == "=" ? index + 2 : index + 1;
    if (at >= words_.size()) return false;
    if (std::ranges::any_of(off, [&](std::string_view value) {
          return equals_ignoring_case(words_[at].text, value);
        })) {
      return true;
    }
  }
  return false;
}

}  // namespace pgsettle
