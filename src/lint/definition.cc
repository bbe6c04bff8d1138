#include "lint/definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

std::vector<std::string> words_of(std::string_view sql) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    words.push_back(token.kind == TokenKind::word ? to_lower(text) : std::string(text));
  }
  return words;
}

}  // namespace

std::string_view sql_of(const Occurrence& occurrence) {
  return occurrence.code != nullptr ? std::string_view(occurrence.code->sql)
                                    : occurrence.statement->statement->sql();
}

std::string definition_text(const Occurrence& occurrence) {
  constexpr std::array<std::string_view, 7> optional = {"create", "or",     "replace",     "if",
                                                        "not",    "exists", "concurrently"};
  const std::vector<std::string> words = words_of(sql_of(occurrence));
  std::string text;
  bool in_head = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (in_head && std::ranges::find(optional, words[i]) != optional.end()) continue;
    if (words[i] == "(") in_head = false;
    const bool schema = words[i] == occurrence.object.schema || words[i] == occurrence.owner.schema;
    if (schema && i + 1 < words.size() && words[i + 1] == ".") {
      ++i;
      continue;
    }
    text += words[i];
    text += ' ';
  }
  return text;
}

std::string place(const Occurrence& occurrence, const Occurrence& seen_from) {
  const SourceText* source = occurrence.statement->statement->source;
  const std::size_t line = source->position(occurrence.range().begin).line;
  if (source == seen_from.statement->statement->source) return fmt::format("line {}", line);
  return fmt::format("{}:{}", source->path(), line);
}

}  // namespace pgsettle
