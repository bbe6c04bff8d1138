#include "sql/read/copy_command.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

std::vector<Token> significant_tokens(std::string_view line) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < line.size();) {
    const Token token = next_token(line, at);
    if (token.kind != TokenKind::white_space) tokens.push_back(token);
    at = token.range.end;
  }
  return tokens;
}

// Index of FROM or TO outside parentheses.
std::optional<std::size_t> find_direction(std::string_view line, const std::vector<Token>& tokens) {
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::open_parenthesis) ++depth;
    if (tokens[i].kind == TokenKind::close_parenthesis) --depth;
    const std::string_view word = line.substr(tokens[i].range.begin, tokens[i].range.size());
    const bool direction = equals_ignoring_case(word, "from") || equals_ignoring_case(word, "to");
    if (depth == 0 && tokens[i].kind == TokenKind::word && direction) return i;
  }
  return std::nullopt;
}

// A file name without quotes ends at white space or a semicolon.
std::size_t end_of_name(std::string_view line, const Token& first) {
  if (first.kind == TokenKind::string) return first.range.end;
  const std::size_t end = line.find_first_of(" \t\r;", first.range.begin);
  return end == std::string_view::npos ? line.size() : end;
}

std::string unquoted(std::string_view name) {
  if (!name.starts_with('\'')) return std::string(name);
  std::string out;
  name = name.substr(1, name.size() - 2);
  for (std::size_t i = 0; i < name.size(); ++i) {
    out += name[i];
    if (name[i] == '\'') ++i;  // doubled inside
  }
  return out;
}

CopyCommand unsupported(std::string problem, std::string hint) {
  return {.sql = {},
          .file = {},
          .problem = std::move(problem),
          .hint = std::move(hint),
          .unsupported = true};
}

}  // namespace

CopyCommand parse_copy_command(std::string_view line) {
  const std::vector<Token> tokens = significant_tokens(line);
  const auto direction = find_direction(line, tokens);
  if (!direction || *direction == 0 || *direction + 1 >= tokens.size()) {
    return {.sql = {},
            .file = {},
            .problem = "\\copy needs TABLE FROM FILE",
            .hint = "Write \\copy table from 'file.csv' csv."};
  }
  if (equals_ignoring_case(line.substr(tokens[*direction].range.begin, 2), "to")) {
    return unsupported("\\copy ... to is not supported", "pgsettle writes no files; remove it.");
  }
  const Token& first = tokens[*direction + 1];
  const std::size_t end = end_of_name(line, first);
  const std::string_view name = line.substr(first.range.begin, end - first.range.begin);
  if (equals_ignoring_case(name, "program") || equals_ignoring_case(name, "pstdin")) {
    return unsupported(fmt::format("\\copy ... from {} is not supported", to_lower(name)),
                       "Write the rows to a file before, and copy from that.");
  }
  const std::string_view target = trim(line.substr(0, tokens[*direction].range.begin));
  std::string_view options = trim(line.substr(end));
  if (options.ends_with(';')) options = trim(options.substr(0, options.size() - 1));
  return {.sql = fmt::format("COPY {} FROM STDIN{}{}", target, options.empty() ? "" : " ", options),
          .file = equals_ignoring_case(name, "stdin") ? "" : unquoted(name),
          .problem = {},
          .hint = {}};
}

}  // namespace pgsettle
