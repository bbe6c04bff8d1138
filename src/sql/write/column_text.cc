#include "sql/write/column_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "sql/fallback/token.h"
#include "sql/parse/canonical_text.h"

namespace pgsettle {
namespace {

struct Word {
  std::string text;  // lower case; empty: inside parentheses
  Range range;
};

std::vector<Word> words_of(std::string_view sql) {
  std::vector<Word> words;
  int depth = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    if (token.kind == TokenKind::close_parenthesis) --depth;
    const bool is_word = token.kind == TokenKind::word && depth == 0;
    words.push_back({.text = is_word ? to_lower(text) : "", .range = token.range});
    if (token.kind == TokenKind::open_parenthesis) ++depth;
  }
  return words;
}

// What may follow the type, and a default.
bool begins_clause(const std::vector<Word>& words, std::size_t at) {
  constexpr std::array clauses = std::to_array<std::string_view>(
      {"default", "constraint", "check", "unique", "primary", "references", "generated", "collate",
       "deferrable", "initially", "null", "storage", "compression", "options"});
  if (words[at].text == "not") {
    return at + 1 < words.size() &&
           (words[at + 1].text == "null" || words[at + 1].text == "deferrable");
  }
  return std::ranges::find(clauses, words[at].text) != clauses.end();
}

}  // namespace

ColumnText read_column_text(std::string_view text) {
  ColumnText column;
  const std::vector<Word> words = words_of(text);
  if (words.empty()) return column;
  const auto slice = [&](std::size_t first, std::size_t last) {
    if (first >= last) return std::string();
    const std::size_t begin = words[first].range.begin;
    return std::string(text.substr(begin, words[last - 1].range.end - begin));
  };
  const auto add = [](std::string& to, const std::string& part) {
    if (!to.empty() && !part.empty()) to += ' ';
    to += part;
  };
  std::size_t at = 1;
  const auto clause_end = [&](std::size_t from) {
    while (from < words.size() && !begins_clause(words, from)) ++from;
    return from;
  };
  std::size_t end = clause_end(at);
  column.type = slice(at, end);
  column.without_not_null = slice(0, end);
  while (end < words.size()) {
    at = end;
    if (words[at].text == "not" && words[at + 1].text == "null") {
      column.not_null = true;
      end = at + 2;
      // CONSTRAINT name NOT NULL
      continue;
    }
    // GENERATED ... BY DEFAULT AS IDENTITY
    end = at + 1;
    if (words[at].text == "generated" && end + 1 < words.size() && words[end].text == "by")
      end += 2;
    end = clause_end(end);
    const std::string clause = slice(at, end);
    if (words[at].text == "default") {
      column.fallback = slice(at + 1, end);
    } else if (words[at].text != "null") {
      add(column.rest, canonical_text(clause));
    }
    add(column.without_not_null, clause);
  }
  return column;
}

}  // namespace pgsettle
