#include "sql/fallback/names_in.h"

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

using Names = std::set<std::string, std::less<>>;

// As the server's lexer cuts it (truncate_identifier() in src/backend/parser/scansup.c).
std::string truncated(std::string name) {
  constexpr std::size_t longest = 63;
  if (name.size() <= longest) return name;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end);
}

std::string unquoted(std::string_view text) {
  std::string name;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    name += text[at];
    if (text[at] == '"') ++at;
  }
  return truncated(std::move(name));
}

template <typename Visit>
void for_each_token(std::string_view sql, const Visit& visit) {
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    visit(token, sql.substr(token.range.begin, token.range.size()));
  }
}

}  // namespace

Names names_in(std::string_view sql) {
  Names names;
  for_each_token(sql, [&](const Token& token, std::string_view text) {
    if (token.kind == TokenKind::word) names.insert(truncated(to_lower(text)));
    if (token.kind == TokenKind::quoted_identifier && text.starts_with('"')) {
      names.insert(unquoted(text));
    }
  });
  return names;
}

std::set<QualifiedName> called_names_in(std::string_view sql) {
  std::set<QualifiedName> names;
  QualifiedName last;
  bool dot = false;  // behind `last`
  for_each_token(sql, [&](const Token& token, std::string_view text) {
    std::string name;
    if (token.kind == TokenKind::word) name = truncated(to_lower(text));
    if (token.kind == TokenKind::quoted_identifier && text.starts_with('"')) name = unquoted(text);
    if (token.kind == TokenKind::open_parenthesis && !last.name.empty()) names.insert(last);
    const bool continues = text == "." && !last.name.empty();
    if (!continues) {
      last = {.schema = dot ? last.name : std::string(), .name = std::move(name)};
    }
    dot = continues;
  });
  return names;
}

}  // namespace pgsettle
