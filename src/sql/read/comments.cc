#include "sql/read/comments.h"

#include <algorithm>
#include <span>

#include "sql/fallback/token.h"

namespace pgsettle {

std::string without_comments(std::string sql) {
  bool escapes = false;  // in E'...', which also holds for what continues it
  for (std::size_t at = 0; at < sql.size();) {
    const Token token =
        next_token(sql, at, {.standard_strings = !escapes, .joined_strings = false});
    const auto text = std::span(sql).subspan(token.range.begin, token.range.size());
    at = token.range.end;
    if (token.kind == TokenKind::comment) {
      std::ranges::replace_if(
          text, [](char byte) { return byte != '\n'; }, ' ');
    } else if (token.kind == TokenKind::string) {
      escapes = text[0] == 'E' || text[0] == 'e' || (escapes && text[0] == '\'');
    } else if (token.kind != TokenKind::white_space) {
      escapes = false;
    }
  }
  return sql;
}

}  // namespace pgsettle
