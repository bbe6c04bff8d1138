#include "sql/action/slices.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <utility>

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

// The words from a place on, up to the parenthesis that ends what the place is in.
class WordReader {
 public:
  WordReader(std::string_view sql, std::size_t from) : sql_(sql), at_(from) {}

  std::optional<Word> next() {
    while (at_ < sql_.size()) {
      const Token token = next_token(sql_, at_);
      at_ = token.range.end;
      if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
      const std::string_view text = sql_.substr(token.range.begin, token.range.size());
      if (token.kind == TokenKind::open_parenthesis || text == "[") ++depth_;
      Word word = {.text = token.kind == TokenKind::word ? to_lower(text) : std::string(text),
                   .range = token.range,
                   .depth = depth_};
      const bool closes = token.kind == TokenKind::close_parenthesis || text == "]";
      if (closes && --depth_ < 0) at_ = sql_.size();
      return word;
    }
    return std::nullopt;
  }

 private:
  std::string_view sql_;
  std::size_t at_;
  int depth_ = 0;
};

// ColConstraint in src/backend/parser/gram.y. No b_expr, which a DEFAULT is, has these words.
bool begins_clause(const Word& word, const std::optional<Word>& next) {
  constexpr auto clauses = std::to_array<std::string_view>(
      {"default", "constraint", "check", "unique", "primary", "references", "generated", "collate",
       "deferrable", "initially", "null", "storage", "compression", "options"});
  if (word.text == "not") return next && (next->text == "null" || next->text == "deferrable");
  return std::ranges::find(clauses, word.text) != clauses.end();
}

}  // namespace

Range parenthesised(std::string_view sql, std::size_t from) {
  WordReader words(sql, from);
  std::optional<Word> open = words.next();
  while (open && open->text != "(") open = words.next();
  if (!open) return {};
  while (const std::optional<Word> word = words.next()) {
    if (word->text == ")" && word->depth == open->depth) {
      return {.begin = open->range.end, .end = word->range.begin};
    }
  }
  return {};
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
  WordReader reader(sql, from);
  std::deque<Word> last;
  const auto matches = [](const Word& word, std::string_view text) {
    return word.depth == 0 && word.text == text;
  };
  while (std::optional<Word> word = reader.next()) {
    last.push_back(std::move(*word));
    if (last.size() > words.size()) last.pop_front();
    if (std::ranges::equal(last, words, matches)) return last.back().range.end;
  }
  return std::string_view::npos;
}

Range until_clause(std::string_view sql, std::size_t from) {
  WordReader words(sql, from);
  std::optional<Word> word = words.next();
  if (!word) return {};
  Range range = word->range;
  for (bool first = true; word; first = false) {
    std::optional<Word> next = words.next();
    const bool ends =
        word->depth <= 0 && (word->text == "," || word->text == ")" || word->text == ";");
    if (ends || (!first && word->depth == 0 && begins_clause(*word, next))) break;
    range.end = word->range.end;
    word = std::move(next);
  }
  return range;
}

Range query_range(std::string_view sql, std::size_t from) {
  std::vector<Word> words;
  for (WordReader reader(sql, from); std::optional<Word> word = reader.next();) {
    words.push_back(std::move(*word));
  }
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
