#include "sql/parse/expression_depth.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

bool adds_a_level(const Token& token, std::string_view text) {
  if (token.kind == TokenKind::symbol) return text != "," && text != ".";
  if (token.kind != TokenKind::word) return false;
  constexpr std::array<std::string_view, 8> words = {"union", "except", "intersect", "join",
                                                     "like",  "is",     "in",        "collate"};
  return std::ranges::any_of(
      words, [&](std::string_view word) { return equals_ignoring_case(text, word); });
}

}  // namespace

std::size_t expression_depth(std::string_view sql) {
  std::vector<std::size_t> chains = {0};  // of the open parentheses
  std::size_t open = 0;                   // the sum of all but the last
  std::size_t deepest = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    if (token.kind == TokenKind::open_parenthesis) {
      open += chains.back() + 1;
      chains.push_back(0);
    } else if (token.kind == TokenKind::close_parenthesis && chains.size() > 1) {
      chains.pop_back();
      open -= chains.back() + 1;
    } else if (text == "," || token.kind == TokenKind::semicolon) {
      chains.back() = 0;
    } else if (adds_a_level(token, text)) {
      ++chains.back();
    }
    deepest = std::max(deepest, open + chains.back());
  }
  return deepest;
}

}  // namespace pgsettle
