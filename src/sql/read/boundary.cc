#include "sql/read/boundary.h"

#include <algorithm>

#include "base/text.h"

namespace pgsettle {

void Boundary::see(const Token& token, std::string_view text) {
  switch (token.kind) {
    case TokenKind::open_parenthesis:
      ++parentheses_;
      break;
    case TokenKind::close_parenthesis:
      if (parentheses_ > 0) --parentheses_;
      break;
    case TokenKind::word:
      see_word(text);
      break;
    default:
      break;
  }
}

void Boundary::see_word(std::string_view word) {
  constexpr std::array<std::string_view, 5> counted = {"create", "function", "procedure", "or",
                                                       "replace"};
  if (words_ < first_words_.size()) {
    const auto* match = std::ranges::find_if(
        counted, [&](std::string_view name) { return equals_ignoring_case(name, word); });
    if (match != counted.end()) first_words_.at(words_) = match->front();
  }
  ++words_;
  if (parentheses_ > 0 || !is_create_routine()) return;
  if (equals_ignoring_case(word, "begin") || (begins_ > 0 && equals_ignoring_case(word, "case"))) {
    ++begins_;
  } else if (begins_ > 0 && equals_ignoring_case(word, "end")) {
    --begins_;
  }
}

bool Boundary::is_create_routine() const {
  const auto is_routine = [](char initial) { return initial == 'f' || initial == 'p'; };
  if (first_words_[0] != 'c') return false;
  return is_routine(first_words_[1]) ||
         (first_words_[1] == 'o' && first_words_[2] == 'r' && is_routine(first_words_[3]));
}

}  // namespace pgsettle
