#include "settle/meaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "settle/name_completion.h"
#include "sql/fallback/token.h"
#include "sql/parse/canonical_text.h"
#include "sql/parse/normal_form.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Stands between the two expressions of an EXPLAIN and behind the second.
constexpr std::string_view separator = "'pgsettle: end of expression'::text";

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

// The start of the transaction has three names (src/backend/utils/adt/timestamp.c).
std::string_view without_synonym(std::string_view output) {
  return output == "CURRENT_TIMESTAMP" || output == "transaction_timestamp()" ? "now()" : output;
}

// What EXPLAIN says of the two expressions. nullopt: its answer is not understood.
std::optional<bool> outputs_are_equal(const Answer& answer) {
  std::string text;
  for (const ResultRow& row : answer.result) text += row[0].value_or("") + "\n";
  constexpr std::string_view label = "  Output: ";
  const std::size_t begin = text.find(label);
  if (begin == std::string::npos) return std::nullopt;
  const std::string between = fmt::format(", {}", separator);
  const std::size_t first = text.find(between, begin);
  if (first == std::string::npos) return std::nullopt;
  const std::size_t second = first + between.size() + 2;
  const std::size_t last = text.find(between, second);
  if (last == std::string::npos) return std::nullopt;
  const std::string_view all = text;
  const std::size_t start = begin + label.size();
  return without_synonym(all.substr(start, first - start)) ==
         without_synonym(all.substr(second, last - second));
}

}  // namespace

Truth Meanings::look_up(const std::string& query, bool explained) const {
  MeaningQuestion question = {
      .settings = settings_of(subject_.names), .query = query, .explained = explained};
  question.key = fmt::format("{};\n{}", fmt::join(question.settings, ";\n"), query);
  const auto answer = subject_.answers.find(question.key);
  if (answer != subject_.answers.end()) return answer->second ? Truth::yes : Truth::no;
  open_.push_back(std::move(question));
  return Truth::unknown;
}

Truth Meanings::same_type(const std::string& declared, const std::string& found) const {
  if (canonical_text(declared) == canonical_text(found)) return Truth::yes;
  return look_up(fmt::format("EXPLAIN (VERBOSE, COSTS OFF) SELECT NULL::{}, {}, NULL::{}, {}",
                             declared, separator, found, separator),
                 true);
}

Truth Meanings::same_expression(const std::string& declared, const std::string& found,
                                const ExpressionPlace& place) const {
  const NameCompletion completion = name_completion(subject_.names, subject_.facts);
  const auto form = [&](const std::string& text) {
    if (place.column.empty()) return normal_forms("SELECT " + text, completion);
    return normal_forms(fmt::format("ALTER TABLE {} ALTER {} SET DEFAULT {}", quote_name(place.row),
                                    quote_identifier(place.column), text),
                        completion);
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
  return look_up(fmt::format("EXPLAIN (VERBOSE, COSTS OFF) SELECT {}, {}, {}, {}{}",
                             converted(declared, place.type), separator,
                             converted(found, place.type), separator, from),
                 true);
}

Truth Meanings::same_values(const std::string& declared, const std::string& found,
                            const std::string& type) const {
  if (canonical_text(declared) == canonical_text(found)) return Truth::yes;
  if (type.empty() || depends_on_moment(declared)) return Truth::unknown;
  // NULL is in no array for @>: a row is not.
  return look_up(fmt::format("SELECT (SELECT array_agg(DISTINCT a::{0}) FROM unnest(ARRAY[{1}]) a) "
                             "IS NOT DISTINCT FROM "
                             "(SELECT array_agg(DISTINCT a::{0}) FROM unnest(ARRAY[{2}]) a)",
                             type, declared, found),
                 false);
}

Answers ask_meanings(Session& session, const std::vector<MeaningQuestion>& questions, bool inside) {
  std::vector<const MeaningQuestion*> asked;
  std::set<std::string_view> keys;
  for (const MeaningQuestion& question : questions) {
    if (keys.insert(question.key).second) asked.push_back(&question);
  }
  std::size_t before = 0;
  const auto send = [&](std::string_view sql) {
    session.send(sql);
    ++before;
  };
  send(inside ? "SAVEPOINT pgsettle_meaning" : "BEGIN READ ONLY");
  if (inside) send("SET LOCAL transaction_read_only = on");
  send("SET LOCAL lock_timeout = '1s'");
  send("SAVEPOINT pgsettle_question");
  for (const MeaningQuestion* question : asked) {
    for (const std::string& setting : question->settings) session.send(setting);
    session.send(question->query, Results::keep);
    session.sync();
    session.send("ROLLBACK TO SAVEPOINT pgsettle_question");
    session.sync();
  }
  if (inside) session.send("ROLLBACK TO SAVEPOINT pgsettle_meaning");
  session.send(inside ? "RELEASE SAVEPOINT pgsettle_meaning" : "ROLLBACK");
  session.sync();
  for (; before > 0; --before) session.wait();
  Answers answers;
  for (const MeaningQuestion* question : asked) {
    for (std::size_t i = question->settings.size(); i > 0; --i) session.wait();
    const Answer answer = session.wait();
    session.wait();
    if (answer.status != AnswerStatus::done || answer.result.empty()) continue;
    if (!question->explained) {
      answers[question->key] = answer.result[0][0].value_or("") == "t";
    } else if (const auto equal = outputs_are_equal(answer)) {
      answers[question->key] = *equal;
    }
  }
  while (session.pending() > 0) session.wait();
  return answers;
}

}  // namespace pgsettle
