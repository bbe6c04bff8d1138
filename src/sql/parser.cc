#include "sql/parser.h"

#include <fmt/format.h>
#include <pg_query.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "sql/template_placeholder.h"
#include "sql/token.h"

namespace pgsettle {
namespace {

// Rows of data need no check, and their trees would need hundreds of megabytes.
constexpr std::size_t most_bytes_checked = 1U << 20U;

// Owner of what libpg_query returns by value. Splitting parses with the full grammar but makes no
// copy of the tree, which is ten times faster than asking for one.
class ParseResult {
 public:
  explicit ParseResult(const std::string& sql) : result_(pg_query_split_with_parser(sql.c_str())) {}
  ParseResult(const ParseResult&) = delete;
  ParseResult& operator=(const ParseResult&) = delete;
  ~ParseResult() { pg_query_free_split_result(result_); }

  const PgQueryError* error() const { return result_.error; }

 private:
  PgQuerySplitResult result_;
};

// The character of the source at which the grammar gave up; the last one when the end came too
// soon.
Range place_of(const Statement& statement, std::string_view sql, std::size_t character) {
  const std::size_t at = statement.source_offset(offset_of_character(sql, character));
  const std::string_view text = statement.source->slice(statement.range);
  const std::size_t last = offset_of_character(text, count_characters(text) - 1);
  const std::size_t begin = std::min(at, statement.range.begin + last);
  const std::string_view rest = text.substr(begin - statement.range.begin);
  return {.begin = begin, .end = begin + offset_of_character(rest, 1)};
}

Diagnostic explain(const Statement& statement, std::string_view sql, const PgQueryError& error) {
  // The cursor counts characters from 1.
  const auto character = static_cast<std::size_t>(std::max(error.cursorpos, 1)) - 1;
  const std::string_view message = error.message;
  // What the grammar's stack holds is the same in every server.
  const bool too_deep = message.starts_with("memory exhausted");
  return {.severity = Severity::error,
          .id = "42601",
          .source = statement.source,
          .range = place_of(statement, sql, character),
          .message = std::string(message),
          .hint = too_deep ? "It is nested too deeply for PostgreSQL's grammar."
                           : explain_syntax_error(sql, character)};
}

// libpg_query's lexer sees comments as tokens, so for it a comment stands between the two halves of
// a string literal that goes on in the next line. Everything keeps its place.
std::string without_comments(std::string sql) {
  bool escapes = false;  // in E'...', which also holds for what continues it
  for (std::size_t at = 0; at < sql.size();) {
    const Token token =
        next_token(sql, at, {.standard_strings = !escapes, .joined_strings = false});
    const auto text = std::span(sql).subspan(token.range.begin, token.range.size());
    at = token.range.end;
    if (token.kind == TokenKind::comment) {
      std::ranges::replace_if(
          text, [](char byte) { return byte != '\n'; }, ' ');
    } else if (token.kind == TokenKind::string) {
      escapes = text[0] == 'E' || text[0] == 'e' || (escapes && text[0] == '\'');
    } else if (token.kind != TokenKind::white_space) {
      escapes = false;
    }
  }
  return sql;
}

bool is_accepted(const std::string& sql) { return ParseResult(sql).error() == nullptr; }

}  // namespace

int grammar_major_version() { return PG_VERSION_NUM / 10000; }

std::string_view grammar_version() { return PG_VERSION; }

void understand(Statement& statement) {
  const std::string sql(statement.sql());
  statement.effect = effect_of(sql);
  if (statement.unresolved || sql.size() > most_bytes_checked) return;
  const ParseResult result(sql);
  if (result.error() == nullptr || is_accepted(without_comments(sql))) return;
  statement.syntax_error = explain(statement, sql, *result.error());
}

}  // namespace pgsettle
