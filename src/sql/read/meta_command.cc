#include "sql/read/meta_command.h"

#include <algorithm>

#include "sql/fallback/token.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

constexpr std::string_view spaces = " \t\r\f\v";

// Of the arguments of one command. `\set a :a:a` doubles a value each time it stands in a script.
constexpr std::size_t most_argument_bytes = 1U << 22U;

// Walks over the arguments of one command.
class ArgumentReader {
 public:
  ArgumentReader(std::string_view text, std::size_t at, const Variables& variables,
                 MetaCommand& command)
      : text_(text), at_(at), variables_(variables), command_(command) {}

  void read_all() {
    for (;;) {
      end_ = at_;
      at_ = std::min(text_.find_first_not_of(spaces, at_), text_.size());
      if (at_end_of_command()) break;
      read_argument();
    }
    if (text_.substr(at_).starts_with("\\\\")) end_ = at_ + 2;
  }

  // Behind the last argument, or behind the \\ that ends them.
  std::size_t end() const { return end_; }

 private:
  bool at_end_of_command() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\\';
  }

  void read_argument() {
    std::string argument;
    while (!at_end_of_command() && spaces.find(text_[at_]) == std::string_view::npos) {
      switch (text_[at_]) {
        case '\'':
          read_quoted(argument);
          break;
        case '"':
          read_double_quoted(argument);
          break;
        case '`':
          skip_backquoted();
          break;
        case ':':
          read_colon(argument);
          break;
        default:
          argument += text_[at_++];
      }
    }
    command_.arguments.push_back(std::move(argument));
  }

  bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n'; }

  void read_quoted(std::string& argument) {
    for (++at_; !at_line_end(); ++at_) {
      const char c = text_[at_];
      if (c == '\'' && at_ + 1 < text_.size() && text_[at_ + 1] == '\'') {
        argument += '\'';
        ++at_;
      } else if (c == '\'') {
        ++at_;
        return;
      } else if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
        ++at_;
        read_escape(argument);
      } else {
        argument += c;
      }
    }
    command_.unterminated = true;
  }

  // The character behind a backslash, as in C; leaves at_ on its last byte.
  void read_escape(std::string& argument) {
    const char c = text_[at_];
    constexpr std::string_view letters = "ntbrf";
    constexpr std::string_view values = "\n\t\b\r\f";
    const std::size_t letter = letters.find(c);
    if (letter != std::string_view::npos) {
      argument += values[letter];
    } else if (c >= '0' && c <= '7') {
      argument += read_number(at_, 3, 8);
    } else if (c == 'x' && digit(at_ + 1, 16) >= 0) {
      argument += read_number(at_ + 1, 2, 16);
    } else {
      argument += c;
    }
  }

  int digit(std::size_t at, int base) const {
    if (at >= text_.size()) return -1;
    const char c = text_[at];
    int value = -1;
    if (c >= '0' && c <= '9') value = c - '0';
    if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
    return value < base ? value : -1;
  }

  char read_number(std::size_t at, std::size_t most_digits, int base) {
    int value = 0;
    std::size_t count = 0;
    for (; count < most_digits && digit(at + count, base) >= 0; ++count) {
      value = value * base + digit(at + count, base);
    }
    at_ = at + count - 1;
    return static_cast<char>(value & 0xFF);
  }

  // The quotes stay part of the argument.
  void read_double_quoted(std::string& argument) {
    argument += text_[at_++];
    while (!at_line_end()) {
      const char c = text_[at_++];
      argument += c;
      if (c == '"') return;
    }
    command_.unterminated = true;
  }

  void skip_backquoted() {
    command_.runs_shell = true;
    for (++at_; !at_line_end(); ++at_) {
      if (text_[at_] == '`') {
        ++at_;
        return;
      }
    }
    command_.unterminated = true;
  }

  void read_colon(std::string& argument) {
    const Token token = next_token(text_, at_);
    if (token.kind != TokenKind::variable) {
      argument += text_[at_++];  // :: is two colons here
      return;
    }
    const std::string_view reference = text_.substr(at_, token.range.size());
    at_ = token.range.end;
    std::string name;
    if (const auto value = variable_text(reference, variables_, name)) {
      from_variables_ += value->size();
      command_.too_long = command_.too_long || from_variables_ > most_argument_bytes;
      if (!command_.too_long) argument += *value;
    } else {
      argument += reference;
      command_.unset_variable = name;
      command_.depends_on_results = command_.depends_on_results || variables_.is_unknown(name);
    }
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t end_ = 0;
  std::size_t from_variables_ = 0;  // bytes
  const Variables& variables_;
  MetaCommand& command_;
};

}  // namespace

std::size_t MetaCommand::argument_bytes() const {
  std::size_t bytes = 0;
  for (const std::string& argument : arguments) bytes += argument.size();
  return bytes;
}

MetaCommand read_meta_command(std::string_view text, std::size_t at, const Variables& variables) {
  MetaCommand command;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != '\n' && text[end] != '\\' &&
         spaces.find(text[end]) == std::string_view::npos) {
    ++end;
  }
  if (end == at + 1 && end < text.size() && text[end] == '\\') ++end;  // \\ without a command
  command.name = text.substr(at + 1, end - at - 1);
  if (command.name.starts_with(';') || command.name.starts_with(':')) {
    // For psql no command, but a sign that it is to send as it is.
    command.name.resize(1);
    command.range = {.begin = at, .end = at + 2};
    return command;
  }
  if (command.name == "copy") {
    const std::size_t line_end = std::min(text.find('\n', end), text.size());
    command.line = text.substr(end, line_end - end);
    const std::size_t last = text.substr(0, line_end).find_last_not_of(spaces);
    command.range = {.begin = at, .end = last + 1};
    return command;
  }
  ArgumentReader reader(text, end, variables, command);
  reader.read_all();
  command.range = {.begin = at, .end = reader.end()};
  return command;
}

std::optional<std::string> variable_text(std::string_view reference, const Variables& variables,
                                         std::string& name) {
  if (reference.starts_with(":{?")) {
    name = reference.substr(3, reference.size() - 4);
    if (variables.is_unknown(name)) return std::nullopt;
    return variables.find(name) != nullptr ? "TRUE" : "FALSE";
  }
  const char quote = reference[1];
  const bool quoted = quote == '\'' || quote == '"';
  name = quoted ? reference.substr(2, reference.size() - 3) : reference.substr(1);
  const std::string* value = variables.find(name);
  if (value == nullptr) return std::nullopt;
  if (quote == '\'') return quote_literal(*value);
  if (quote == '"') return quote_identifier(*value);
  return *value;
}

}  // namespace pgsettle
