#include "sql/fallback/token.h"

#include <algorithm>

#include "base/utf8.h"

namespace pgsettle {
namespace {

constexpr std::string_view spaces = " \t\n\r\f\v";

bool is_space(char c) { return spaces.find(c) != std::string_view::npos; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_character(char c) { return is_word_start(c) || is_digit(c); }

// Scans one token; `at_` walks through the text.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at, const LexerOptions& options)
      : text_(text), begin_(at), at_(at), options_(options) {}

  Token scan() {
    const char c = text_[at_];
    if (is_space(c) || starts_with(byte_order_mark)) return white_space();
    if (starts_with("--")) return line_comment();
    if (starts_with("/*")) return block_comment();
    if (c == '\'') return quoted('\'', TokenKind::string, !options_.standard_strings);
    if (c == '"') return quoted('"', TokenKind::quoted_identifier, false);
    if (c == '$') return dollar();
    if (c == ':') return colon();
    if (is_digit(c)) return run(TokenKind::number, is_digit);
    if (is_word_start(c)) return word();
    ++at_;
    switch (c) {
      case ';':
        return token(TokenKind::semicolon);
      case '(':
        return token(TokenKind::open_parenthesis);
      case ')':
        return token(TokenKind::close_parenthesis);
      case '\\':
        return token(TokenKind::backslash);
      default:
        return token(TokenKind::symbol);
    }
  }

 private:
  Token token(TokenKind kind, bool terminated = true) const {
    return {.kind = kind, .range = {.begin = begin_, .end = at_}, .terminated = terminated};
  }

  bool starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  template <typename Predicate>
  Token run(TokenKind kind, Predicate predicate) {
    while (at_ < text_.size() && predicate(text_[at_])) ++at_;
    return token(kind);
  }

  Token white_space() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (starts_with(byte_order_mark)) {
        at_ += byte_order_mark.size();
      } else {
        break;
      }
    }
    return token(TokenKind::white_space);
  }

  Token line_comment() {
    at_ = std::min(text_.find_first_of("\n\r", at_), text_.size());
    return token(TokenKind::comment);
  }

  Token block_comment() {
    std::size_t depth = 0;
    do {
      const std::size_t next = text_.find_first_of("/*", at_);
      if (next == std::string_view::npos) {
        at_ = text_.size();
        return token(TokenKind::comment, false);
      }
      at_ = next;
      if (starts_with("/*")) {
        ++depth;
        at_ += 2;
      } else if (starts_with("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0);
    return token(TokenKind::comment);
  }

  Token quoted(char quote, TokenKind kind, bool backslash_escapes) {
    do {
      if (!skip_quoted(quote, backslash_escapes)) return token(kind, false);
    } while (kind == TokenKind::string && options_.joined_strings && skip_to_continuation());
    return token(kind);
  }

  // From an opening quote to behind the closing one.
  bool skip_quoted(char quote, bool backslash_escapes) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (backslash_escapes && text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == quote) {
        ++at_;
        if (peek() != quote) return true;
      }
    }
    at_ = text_.size();
    return false;
  }

  // 'a' <white space with a line end> 'b' is one string, in the manner of its first part
  // (PostgreSQL documentation, "String Constants"). Line comments may stand between. psql, which
  // reads line by line, forgets that the first part was E'...'; the server does not.
  bool skip_to_continuation() {
    std::size_t ahead = at_;
    bool newline = false;
    while (ahead < text_.size()) {
      if (is_space(text_[ahead])) {
        newline = newline || text_[ahead] == '\n' || text_[ahead] == '\r';
        ++ahead;
      } else if (text_.substr(ahead).starts_with("--")) {
        ahead = std::min(text_.find_first_of("\n\r", ahead), text_.size());
      } else {
        break;
      }
    }
    if (!newline || ahead >= text_.size() || text_[ahead] != '\'') return false;
    at_ = ahead;
    return true;
  }

  Token dollar() {
    std::size_t end = at_ + 1;
    if (end < text_.size() && is_digit(text_[end])) {  // $1
      at_ = end;
      return run(TokenKind::symbol, is_digit);
    }
    if (end < text_.size() && is_word_start(text_[end])) {
      while (end < text_.size() && is_name_character(text_[end])) ++end;
    }
    if (end >= text_.size() || text_[end] != '$') {
      ++at_;
      return token(TokenKind::symbol);
    }
    const std::string_view delimiter = text_.substr(at_, end + 1 - at_);
    const std::size_t close = text_.find(delimiter, end + 1);
    const bool terminated = close != std::string_view::npos;
    at_ = terminated ? close + delimiter.size() : text_.size();
    return token(TokenKind::string, terminated);
  }

  Token colon() {
    const char next = peek(1);
    if (next == ':' || next == '=') {
      at_ += 2;
      return token(TokenKind::symbol);
    }
    if (is_name_character(next)) {
      ++at_;
      return run(TokenKind::variable, is_name_character);
    }
    if (next == '\'' || next == '"') return bracketed_variable(2, next);
    if (next == '{' && peek(2) == '?') return bracketed_variable(3, '}');
    ++at_;
    return token(TokenKind::symbol);
  }

  Token bracketed_variable(std::size_t prefix, char close) {
    std::size_t end = at_ + prefix;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    if (end == at_ + prefix || end >= text_.size() || text_[end] != close) {
      ++at_;
      return token(TokenKind::symbol);
    }
    at_ = end + 1;
    return token(TokenKind::variable);
  }

  Token word() {
    const char c = static_cast<char>(text_[at_] | 0x20);  // lower case
    const char next = peek(1);
    if (next == '\'' && (c == 'e' || c == 'b' || c == 'x' || c == 'n')) {
      ++at_;
      return quoted('\'', TokenKind::string, c == 'e' || (c == 'n' && !options_.standard_strings));
    }
    if (c == 'u' && next == '&' && (peek(2) == '\'' || peek(2) == '"')) {
      at_ += 2;
      const bool string = peek() == '\'';
      return quoted(peek(), string ? TokenKind::string : TokenKind::quoted_identifier, false);
    }
    return run(TokenKind::word, [](char w) { return is_name_character(w) || w == '$'; });
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t at_;
  const LexerOptions& options_;
};

}  // namespace

Token next_token(std::string_view text, std::size_t at, const LexerOptions& options) {
  return Scanner(text, at, options).scan();
}

}  // namespace pgsettle
