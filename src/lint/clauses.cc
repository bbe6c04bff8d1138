#include "lint/clauses.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "sql/fallback/token.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

struct Word {
  std::string text;  // lower case
  Range range;       // in the statement's text
};

std::vector<Word> words_of(std::string_view sql, Range range) {
  std::vector<Word> words;
  for (std::size_t at = range.begin; at < range.end;) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    words.push_back({.text = token.kind == TokenKind::word ? to_lower(text) : std::string(text),
                     .range = token.range});
  }
  return words;
}

// The part of an ALTER with several actions that is this one: between commas outside parentheses.
std::vector<Word> words_of_action(const Occurrence& occurrence) {
  const auto& actions = occurrence.statement->analysis.actions;
  const std::string_view sql = occurrence.statement->statement->sql();
  std::vector<Word> all = words_of(sql, {.begin = 0, .end = sql.size()});
  if (actions.size() < 2 || all.empty() || all[0].text != "alter") return all;
  const auto index = static_cast<std::size_t>(occurrence.action - actions.data());
  std::vector<Word> part;
  std::size_t element = 0;
  int depth = 0;
  for (const Word& word : all) {
    if (word.text == "(" || word.text == "[") ++depth;
    if (word.text == ")" || word.text == "]") --depth;
    if (depth == 0 && word.text == ",") {
      ++element;
    } else if (element == index) {
      part.push_back(word);
    }
  }
  return part;
}

std::size_t find(const std::vector<Word>& words, std::string_view text, std::size_t from = 0) {
  for (std::size_t i = from; i < words.size(); ++i) {
    if (words[i].text == text) return i;
  }
  return words.size();
}

bool is_editable(const Occurrence& occurrence) {
  return occurrence.is_plain() && !occurrence.statement->statement->rewritten;
}

std::size_t source_offset(const Occurrence& occurrence, std::size_t offset) {
  return occurrence.statement->statement->source_offset(offset);
}

Fix insertion(const Occurrence& occurrence, std::size_t offset, std::string text) {
  const std::size_t at = source_offset(occurrence, offset);
  return {.safe = true, .edits = {{.range = {.begin = at, .end = at}, .text = std::move(text)}}};
}

// The last word of the kind in CREATE and ADD; empty: there is no such clause.
std::string_view created_word(const Action& action) {
  switch (action.kind) {
    case ObjectKind::table:
    case ObjectKind::foreign_table:
      return "table";
    case ObjectKind::materialized_view:
      return "view";
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::schema:
    case ObjectKind::extension:
    case ObjectKind::statistics:
    case ObjectKind::collation:
    case ObjectKind::server:
      return name(action.kind);
    case ObjectKind::user_mapping:
      return "mapping";
    case ObjectKind::enum_value:
      return "value";
    case ObjectKind::column:
      return "column";
    default:
      return {};
  }
}

// Behind the words of DROP that name the kind.
std::size_t behind_dropped_kind(const std::vector<Word>& words, const Action& action) {
  const std::size_t drop = find(words, "drop");
  if (drop == words.size()) return drop;
  switch (action.kind) {
    case ObjectKind::column:
      return find(words, "column", drop) == drop + 1 ? drop + 2 : drop + 1;
    case ObjectKind::identity:
    case ObjectKind::expression:
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
    case ObjectKind::attribute:
    case ObjectKind::role:
    case ObjectKind::text_search_mapping:
      return drop + 2;
    default:
      break;
  }
  const std::string_view kind = name(action.kind);
  std::size_t at = drop + 2 + static_cast<std::size_t>(std::ranges::count(kind, ' '));
  if (find(words, "procedural", drop) == drop + 1) ++at;
  if (at < words.size() && words[at].text == "concurrently") ++at;
  return at;
}

Range content(std::string_view sql) {
  const std::vector<Word> words = words_of(sql, {.begin = 0, .end = sql.size()});
  return {.begin = words.front().range.begin, .end = words.back().range.end};
}

std::optional<Fix> wrap(const Occurrence& occurrence, std::string_view before,
                        std::string_view after) {
  if (!is_editable(occurrence) || occurrence.statement->analysis.actions.size() != 1) {
    return std::nullopt;
  }
  const Statement& statement = *occurrence.statement->statement;
  const std::string_view sql = statement.sql();
  const std::string tag = sql.find("$do$") == std::string_view::npos ? "$do$" : "$pgsettle$";
  if (sql.find("$pgsettle$") != std::string_view::npos) return std::nullopt;
  const Range inside = content(sql);
  const bool closed = statement.source->slice(statement.range).ends_with(';');
  Fix fix = insertion(occurrence, inside.begin, fmt::format("DO {} BEGIN\n  {}", tag, before));
  Fix end = insertion(occurrence, inside.end,
                      fmt::format(";\n{}END {}{}", after, tag, closed ? "" : ";"));
  fix.edits.push_back(std::move(end.edits.front()));
  fix.safe = false;
  return fix;
}

}  // namespace

std::optional<Fix> insert_if_not_exists(const Occurrence& occurrence) {
  const std::string_view kind = created_word(*occurrence.action);
  if (!is_editable(occurrence) || kind.empty()) return std::nullopt;
  const std::vector<Word> words = words_of_action(occurrence);
  std::size_t at = find(words, kind);
  // CREATE SCHEMA with elements in it has no IF NOT EXISTS.
  const bool elements =
      find(words, "create", 1) < words.size() || find(words, "grant") < words.size();
  if (occurrence.action->kind == ObjectKind::schema && elements) return std::nullopt;
  if (occurrence.action->kind == ObjectKind::column) {
    const std::size_t add = find(words, "add");
    if (add == words.size()) return std::nullopt;
    at = at == add + 1 ? at : add;
  }
  if (at + 1 < words.size() && words[at + 1].text == "concurrently") ++at;
  if (at >= words.size()) return std::nullopt;
  return insertion(occurrence, words[at].range.end, " IF NOT EXISTS");
}

std::optional<Fix> insert_if_exists(const Occurrence& occurrence) {
  if (!is_editable(occurrence)) return std::nullopt;
  const std::vector<Word> words = words_of_action(occurrence);
  const std::size_t at = behind_dropped_kind(words, *occurrence.action);
  if (at == 0 || at > words.size()) return std::nullopt;
  return insertion(occurrence, words[at - 1].range.end, " IF EXISTS");
}

std::optional<Fix> insert_or_replace(const Occurrence& occurrence) {
  if (!is_editable(occurrence)) return std::nullopt;
  const std::string_view sql = occurrence.statement->statement->sql();
  const std::vector<Word> words = words_of(sql, {.begin = 0, .end = sql.size()});
  if (words.empty() || words[0].text != "create") return std::nullopt;
  return insertion(occurrence, words[0].range.end, " OR REPLACE");
}

std::optional<Fix> name_index(const Occurrence& occurrence) {
  const auto* index = occurrence.action->as<IndexDefinition>();
  if (!is_editable(occurrence) || index == nullptr || index->key.columns.empty()) return {};
  // ChooseIndexName() in src/backend/commands/indexcmds.c; "expr" stands for an expression.
  std::string name = occurrence.owner.name;
  for (const std::string& column : index->key.columns)
    name += "_" + (column.empty() ? "expr" : column);
  name += "_idx";
  constexpr std::size_t longest = 63;
  if (name.size() > longest) return {};
  const std::string_view sql = occurrence.statement->statement->sql();
  const std::vector<Word> words = words_of(sql, {.begin = 0, .end = sql.size()});
  std::size_t at = find(words, "index");
  if (at + 1 < words.size() && words[at + 1].text == "concurrently") ++at;
  if (at >= words.size()) return {};
  return insertion(occurrence, words[at].range.end,
                   fmt::format(" IF NOT EXISTS {}", sql_identifier(name)));
}

std::optional<Fix> select_into_to_create(const Occurrence& occurrence) {
  if (!is_editable(occurrence)) return std::nullopt;
  const std::string_view sql = occurrence.statement->statement->sql();
  const std::vector<Word> words = words_of(sql, {.begin = 0, .end = sql.size()});
  const std::size_t into = find(words, "into");
  std::size_t first = into + 1;
  if (first < words.size() && words[first].text == "table") ++first;
  std::size_t last = first;
  while (last + 2 < words.size() && words[last + 1].text == ".") last += 2;
  if (last >= words.size() || words[first].text == "unlogged") return std::nullopt;
  const std::string_view name =
      sql.substr(words[first].range.begin, words[last].range.end - words[first].range.begin);
  Fix fix = insertion(occurrence, words.front().range.begin,
                      fmt::format("CREATE TABLE IF NOT EXISTS {} AS ", name));
  const std::size_t end =
      last + 1 < words.size() ? words[last + 1].range.begin : words[last].range.end;
  fix.edits.push_back({.range = {.begin = source_offset(occurrence, words[into].range.begin),
                                 .end = source_offset(occurrence, end)},
                       .text = {}});
  return fix;
}

std::optional<Fix> append_clause(const Occurrence& occurrence, std::string_view clause) {
  if (!is_editable(occurrence)) return std::nullopt;
  const Range inside = content(occurrence.statement->statement->sql());
  return insertion(occurrence, inside.end, fmt::format(" {}", clause));
}

std::optional<Fix> guard_with_condition(const Occurrence& occurrence, std::string_view condition) {
  return wrap(occurrence, fmt::format("IF {} THEN\n    ", condition), "  END IF;\n");
}

std::optional<Fix> guard_with_handler(const Occurrence& occurrence, std::string_view condition) {
  return wrap(occurrence, "", fmt::format("EXCEPTION WHEN {} THEN NULL;\n", condition));
}

std::string literal(std::string_view text) { return quote_literal(text); }

}  // namespace pgsettle
