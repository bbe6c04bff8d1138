#include "sql/parse/parser.h"

#include <fmt/format.h>
#include <pg_query.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "sql/read/comments.h"
#include "sql/read/template_placeholder.h"

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

bool is_accepted(const std::string& sql) { return ParseResult(sql).error() == nullptr; }

}  // namespace

int grammar_major_version() { return PG_VERSION_NUM / 10000; }

std::string_view grammar_version() { return PG_VERSION; }

Diagnostic explain_syntax_problem(const Statement& statement, std::size_t character,
                                  std::string_view message) {
  const std::string_view sql = statement.sql();
  // What the grammar's stack holds is the same in every server.
  const bool too_deep =
      message.starts_with("memory exhausted") || message.starts_with("stack depth");
  return {.severity = Severity::error,
          .id = "42601",
          .source = statement.source,
          .range = place_of(statement, sql, character),
          .message = std::string(message),
          .hint = too_deep ? "It is nested too deeply for PostgreSQL's grammar."
                           : explain_syntax_error(sql, character)};
}

void understand(Statement& statement) {
  const std::string sql(statement.sql());
  statement.effect = effect_of(sql);
  if (statement.unresolved || sql.size() > most_bytes_checked) return;
  const ParseResult result(sql);
  if (result.error() == nullptr || is_accepted(without_comments(sql))) return;
  // The cursor counts characters from 1.
  const auto character = static_cast<std::size_t>(std::max(result.error()->cursorpos, 1)) - 1;
  statement.syntax_error = explain_syntax_problem(statement, character, result.error()->message);
}

}  // namespace pgsettle
