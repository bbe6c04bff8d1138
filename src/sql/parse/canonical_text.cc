#include "sql/parse/canonical_text.h"

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {

std::string canonical_text(std::string_view sql) {
  std::string text;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    const std::string_view word = sql.substr(token.range.begin, token.range.size());
    if (!text.empty()) text += ' ';
    text += token.kind == TokenKind::word ? to_lower(word) : std::string(word);
  }
  return text;
}

Range list_element(std::string_view sql, std::size_t begin) {
  Range range = {.begin = begin, .end = begin};
  int depth = 0;
  for (std::size_t at = begin; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    if (token.kind == TokenKind::open_parenthesis || text == "[") ++depth;
    if (token.kind == TokenKind::close_parenthesis || text == "]") --depth;
    if (depth < 0 || (depth == 0 && text == ",") || token.kind == TokenKind::semicolon) break;
    if (token.kind != TokenKind::white_space && token.kind != TokenKind::comment) range.end = at;
  }
  return range;
}

}  // namespace pgsettle
