#include "sql/parser.h"

#include <fmt/format.h>
#include <pg_query.h>

#include <string>

#include "base/utf8.h"
#include "sql/template_placeholder.h"

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

}  // namespace

int grammar_major_version() { return PG_VERSION_NUM / 10000; }

std::string_view grammar_version() { return PG_VERSION; }

void understand(Statement& statement) {
  const std::string sql(statement.sql());
  statement.effect = effect_of(sql);
  if (statement.unresolved || sql.size() > most_bytes_checked) return;
  const ParseResult result(sql);
  if (result.error() == nullptr) return;
  // The cursor counts characters from 1.
  const auto cursor = static_cast<std::size_t>(std::max(result.error()->cursorpos, 1));
  const std::size_t at = statement.source_offset(offset_of_character(sql, cursor - 1));
  const std::size_t last = statement.range.end > 0 ? statement.range.end - 1 : 0;
  const std::size_t begin = std::min(at, last);
  statement.syntax_error = Diagnostic{.severity = Severity::error,
                                      .id = "42601",
                                      .source = statement.source,
                                      .range = {.begin = begin, .end = begin + 1},
                                      .message = result.error()->message,
                                      .hint = explain_syntax_error(sql, cursor - 1)};
}

}  // namespace pgsettle
