#include "sql/action/slices.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/fallback/token.h"
#include "sql/parse/canonical_text.h"

namespace pgsettle {
namespace {

struct Word {
  std::string text;  // of a word in lower case
  Range range;
  int depth;  // of the parentheses and brackets around it; they themselves stand inside
};

std::vector<Word> words_behind(std::string_view sql, std::size_t from) {
  std::vector<Word> words;
  int depth = 0;
  for (std::size_t at = from; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    if (token.kind == TokenKind::open_parenthesis || text == "[") ++depth;
    words.push_back({.text = token.kind == TokenKind::word ? to_lower(text) : std::string(text),
                     .range = token.range,
                     .depth = depth});
    const bool closes = token.kind == TokenKind::close_parenthesis || text == "]";
    if (closes && --depth < 0) break;
  }
  return words;
}

// ColConstraint in src/backend/parser/gram.y. No b_expr, which a DEFAULT is, has these words.
bool begins_clause(const std::vector<Word>& words, std::size_t at) {
  constexpr auto clauses = std::to_array<std::string_view>(
      {"default", "constraint", "check", "unique", "primary", "references", "generated", "collate",
       "deferrable", "initially", "null", "storage", "compression", "options"});
  if (words[at].text == "not") {
    return at + 1 < words.size() &&
           (words[at + 1].text == "null" || words[at + 1].text == "deferrable");
  }
  return std::ranges::find(clauses, words[at].text) != clauses.end();
}

}  // namespace

Range parenthesised(std::string_view sql, std::size_t from) {
  const std::vector<Word> words = words_behind(sql, from);
  const auto open = std::ranges::find(words, "(", &Word::text);
  const auto close = std::find_if(open, words.end(), [&](const Word& word) {
    return word.text == ")" && word.depth == open->depth;
  });
  if (close == words.end()) return {};
  return {.begin = open->range.end, .end = close->range.begin};
}

std::vector<Range> list_elements(std::string_view sql, Range list) {
  std::vector<Range> elements;
  const std::string_view text = sql.substr(0, list.end);
  for (std::size_t at = list.begin; at < list.end;) {
    Range element = list_element(text, at);
    const std::size_t first = text.find_first_not_of(" \t\r\n", element.begin);
    element.begin = std::min(first, element.end);
    elements.push_back(element);
    const std::size_t comma = text.find(',', element.end);
    if (comma == std::string_view::npos) break;
    at = comma + 1;
  }
  return elements;
}

std::size_t behind_words(std::string_view sql, std::size_t from,
                         std::initializer_list<std::string_view> words) {
  const std::vector<Word> all = words_behind(sql, from);
  const auto matches = [&](const Word& word, std::string_view text) {
    return word.depth == 0 && word.text == text;
  };
  const auto found = std::search(all.begin(), all.end(), words.begin(), words.end(), matches);
  if (found == all.end()) return std::string_view::npos;
  return (found + static_cast<std::ptrdiff_t>(words.size()) - 1)->range.end;
}

Range until_clause(std::string_view sql, std::size_t from) {
  const std::vector<Word> words = words_behind(sql, from);
  if (words.empty()) return {};
  Range range = words.front().range;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const bool ends = word.depth <= 0 && (word.text == "," || word.text == ")" || word.text == ";");
    if (ends || (i > 0 && word.depth == 0 && begins_clause(words, i))) break;
    range.end = word.range.end;
  }
  return range;
}

Range query_range(std::string_view sql, std::size_t from) {
  std::vector<Word> words = words_behind(sql, from);
  const auto ends_with = [&](std::string_view text) {
    return !words.empty() && words.back().text == text && words.back().depth == 0;
  };
  while (ends_with(";")) words.pop_back();
  if (ends_with("data") && words.size() > 2) {
    const std::size_t no = words[words.size() - 2].text == "no" ? 1 : 0;
    if (words[words.size() - 2 - no].text == "with") words.resize(words.size() - 2 - no);
  }
  if (words.empty()) return {};
  return {.begin = words.front().range.begin, .end = words.back().range.end};
}

std::string element_expression(std::string_view element) {
  if (element.starts_with('(')) return slice(element, parenthesised(element, 0));
  const Range inside = parenthesised(element, 0);
  return std::string(element.substr(0, inside.end + 1));
}

}  // namespace pgsettle
