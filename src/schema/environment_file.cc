#include "schema/environment_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

namespace pgsettle {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

// What a backslash and `c` stand for between double quotes; 0 when the backslash is only itself.
char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '"':
    case '\\':
    case '$':
      return c;
    default:
      return '\0';
  }
}

class Parser {
 public:
  Parser(std::string_view path, std::string_view text) : path_(path), text_(text) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  std::vector<std::pair<std::string, std::string>> parse();

 private:
  bool is_end() const { return at_ == text_.size(); }
  // Also true at the end of the text.
  bool is_line_end() const { return is_end() || text_[at_] == '\n'; }
  void skip_blanks();
  void skip_line();
  void read_line();
  std::string_view read_name();
  std::string read_value();
  std::string read_quoted(char quote);
  std::string read_unquoted();
  [[noreturn]] void refuse(std::size_t at, std::string_view message) const;

  std::string_view path_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::pair<std::string, std::string>> variables_;
};

std::vector<std::pair<std::string, std::string>> Parser::parse() {
  while (!is_end()) read_line();
  return std::move(variables_);
}

void Parser::read_line() {
  skip_blanks();
  if (!is_line_end() && text_[at_] != '#') {
    const std::size_t begin = at_;
    std::string_view name = read_name();
    skip_blanks();
    if (name == "export" && !is_line_end() && is_name_character(text_[at_])) {
      name = read_name();
      skip_blanks();
    }
    const bool has_value = !is_line_end() && text_[at_] == '=';
    if (name.empty() || !(has_value || is_line_end() || text_[at_] == '#')) {
      refuse(begin, "this is not NAME=VALUE");
    }
    if (has_value) {
      ++at_;
      variables_.emplace_back(name, read_value());
    }
  }
  skip_line();
}

void Parser::skip_blanks() {
  while (!is_end() && is_blank(text_[at_])) ++at_;
}

void Parser::skip_line() {
  while (!is_line_end()) ++at_;
  if (!is_end()) ++at_;
}

std::string_view Parser::read_name() {
  const std::size_t begin = at_;
  while (!is_end() && is_name_character(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::string Parser::read_value() {
  const std::size_t begin = at_;
  skip_blanks();
  if (is_line_end()) return {};
  const char first = text_[at_];
  if (first != '\'' && first != '"') {
    // Where a comment may begin depends on the white space before it.
    at_ = begin;
    return read_unquoted();
  }
  std::string value = read_quoted(first);
  skip_blanks();
  if (!is_line_end() && text_[at_] != '#') refuse(at_, "there is text behind the closing quote");
  return value;
}

std::string Parser::read_quoted(char quote) {
  const std::size_t begin = at_;
  std::string value;
  for (++at_; !is_end(); ++at_) {
    const char c = text_[at_];
    if (c == quote) {
      ++at_;
      return value;
    }
    const char escaped =
        c == '\\' && quote == '"' && at_ + 1 < text_.size() ? unescaped(text_[at_ + 1]) : '\0';
    if (escaped != '\0') ++at_;
    value += escaped != '\0' ? escaped : c;
  }
  refuse(begin, "the quote is not closed");
}

std::string Parser::read_unquoted() {
  const std::size_t begin = at_;
  while (!is_line_end()) {
    if (text_[at_] == '#' && at_ > begin && is_blank(text_[at_ - 1])) break;
    ++at_;
  }
  return std::string(trim(text_.substr(begin, at_ - begin)));
}

void Parser::refuse(std::size_t at, std::string_view message) const {
  const auto line = std::ranges::count(text_.substr(0, at), '\n') + 1;
  throw Error(ErrorCode::configuration, fmt::format("{}:{}: {}", path_, line, message),
              "Write NAME=VALUE, and values with quotes or line ends as NAME=\"...\".");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> parse_environment_file(std::string_view path,
                                                                        std::string_view text) {
  return Parser(path, text).parse();
}

}  // namespace pgsettle
