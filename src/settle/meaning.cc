#include "settle/meaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "settle/name_completion.h"
#include "sql/fallback/token.h"
#include "sql/parse/canonical_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// 'now' and its like (the table "Special Date/Time Inputs" of PostgreSQL's manual, 8.5.1.4) mean
// another value each day: what was stored of them says nothing of what was written.
bool depends_on_moment(std::string_view expression) {
  constexpr auto moments =
      std::to_array<std::string_view>({"'now'", "'today'", "'tomorrow'", "'yesterday'"});
  for (std::size_t at = 0; at < expression.size();) {
    const Token token = next_token(expression, at);
    at = token.range.end;
    if (token.kind != TokenKind::string) continue;
    const std::string text = to_lower(expression.substr(token.range.begin, token.range.size()));
    if (std::ranges::find(moments, text) != moments.end()) return true;
  }
  return false;
}

std::string converted(const std::string& expression, const std::string& type) {
  return type.empty() ? fmt::format("({})", expression) : fmt::format("({})::{}", expression, type);
}

}  // namespace

Truth Meanings::look_up(MeaningQuestion question) const {
  question.settings = settings_of(subject_.names);
  question.key = fmt::format("{};\n{};\n{};\n{}", fmt::join(question.settings, ";\n"),
                             question.from, question.first, question.second);
  const auto answer = subject_.answers.find(question.key);
  if (answer != subject_.answers.end()) return answer->second ? Truth::yes : Truth::no;
  open_.push_back(std::move(question));
  return Truth::unknown;
}

Truth Meanings::same_type(const std::string& declared, const std::string& found) const {
  if (canonical_text(declared) == canonical_text(found)) return Truth::yes;
  return look_up({.first = "NULL::" + declared, .second = "NULL::" + found});
}

Truth Meanings::same_expression(const std::string& declared, const std::string& found,
                                const ExpressionPlace& place) const {
  const auto form = [&](const std::string& text) {
    const std::string sql =
        place.column.empty()
            ? "SELECT " + text
            : fmt::format("ALTER TABLE {} ALTER {} SET DEFAULT {}", quote_name(place.row),
                          quote_identifier(place.column), text);
    return normal_forms_of(sql, Spelling::script, subject_.names, subject_.facts);
  };
  if (canonical_text(declared) == canonical_text(found)) return Truth::yes;
  const std::vector<std::string> wanted = form(declared);
  if (wanted.empty()) return Truth::unknown;
  if (wanted == form(found)) return Truth::yes;
  if (depends_on_moment(declared)) return Truth::unknown;
  std::string from;
  if (!place.value.empty()) {
    from = fmt::format(" FROM (SELECT NULL::{} AS value OFFSET 0) AS domain", place.value);
  } else if (!place.row.empty() && place.column.empty()) {
    // OFFSET keeps the planner from putting NULLs in the columns' places.
    from = fmt::format(" FROM (SELECT (NULL::{}).* OFFSET 0) AS {}", quote_name(place.row),
                       quote_identifier(place.row.name));
  }
  return look_up({.from = std::move(from),
                  .first = converted(declared, place.type),
                  .second = converted(found, place.type)});
}

Truth Meanings::same_values(const std::string& declared, const std::string& found,
                            const std::string& type) const {
  if (canonical_text(declared) == canonical_text(found)) return Truth::yes;
  if (type.empty() || depends_on_moment(declared)) return Truth::unknown;
  // NULL is in no array for @>: a row is not.
  return look_up(
      {.first = fmt::format("(SELECT array_agg(DISTINCT a::{0}) FROM unnest(ARRAY[{1}]) a) "
                            "IS NOT DISTINCT FROM "
                            "(SELECT array_agg(DISTINCT a::{0}) FROM unnest(ARRAY[{2}]) a)",
                            type, declared, found)});
}

}  // namespace pgsettle
