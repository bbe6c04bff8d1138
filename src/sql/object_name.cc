#include "sql/object_name.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "base/text.h"
#include "sql/quoting.h"

namespace pgsettle {
namespace {

bool is_name(const StatementWord& word) {
  return word.kind == TokenKind::word || word.kind == TokenKind::quoted_identifier;
}

std::string name_part(const StatementWord& word) {
  return word.kind == TokenKind::word ? to_lower(word.text) : std::string(word.text);
}

// a, a.b or a.b.c from `at` on.
std::string qualified_name(const StatementWords& words, std::size_t at) {
  std::string name;
  while (at < words.size() && is_name(words[at])) {
    name += name_part(words[at]);
    if (at + 2 >= words.size() || words[at + 1].text != "." || !is_name(words[at + 2])) break;
    name += '.';
    at += 2;
  }
  return name;
}

std::size_t skip_guards(const StatementWords& words, std::size_t at) {
  constexpr std::array<std::string_view, 6> skipped = {"concurrently", "if",   "not",
                                                       "exists",       "only", "for"};
  for (;;) {
    bool skip = false;
    for (const std::string_view word : skipped) skip = skip || words.is(at, word);
    if (!skip) return at;
    ++at;
  }
}

// The relation behind the first ON outside parentheses from `at` on.
std::string name_behind_on(const StatementWords& words, std::size_t at) {
  for (; at < words.size(); ++at) {
    if (words[at].depth == 0 && words.is(at, "on")) {
      return qualified_name(words, skip_guards(words, at + 1));
    }
  }
  return {};
}

bool belongs_to_relation(std::string_view kind) {
  return kind.ends_with("_trigger") ? !kind.ends_with("event_trigger")
                                    : kind.ends_with("_policy") || kind.ends_with("_rule");
}

// COMMENT ON and GRANT ... ON name the type before the object.
std::string typed_name(const StatementWords& words, std::size_t at) {
  constexpr std::array<std::string_view, 19> types = {
      "table", "column",  "function", "procedure", "routine",   "view",     "materialized",
      "index", "schema",  "sequence", "type",      "domain",    "database", "extension",
      "role",  "trigger", "policy",   "rule",      "constraint"};
  for (const std::string_view type : types) {
    if (!words.is(at, type) || at + 1 >= words.size() || !is_name(words[at + 1])) continue;
    const std::size_t name_at = type == "materialized" ? at + 2 : at + 1;
    const std::string name = qualified_name(words, name_at);
    const bool member =
        type == "trigger" || type == "policy" || type == "rule" || type == "constraint";
    const std::string relation = member ? name_behind_on(words, name_at) : "";
    return relation.empty() ? name : fmt::format("{} on {}", name, relation);
  }
  return qualified_name(words, at);
}

}  // namespace

std::string object_name(const StatementWords& words, const CommandTag& tag) {
  const std::string_view kind = tag.kind;
  std::size_t at = skip_guards(words, tag.end);
  if (kind == "comment") return typed_name(words, at);
  if (kind == "grant" || kind == "revoke") {
    while (at < words.size() && !words.is(at, "on")) ++at;
    return typed_name(words, at + 1);
  }
  if (kind == "insert" || kind == "merge" || kind == "delete") {
    return qualified_name(words, skip_guards(words, at + 1));  // INTO, FROM
  }
  const bool named = kind.find('_') != std::string_view::npos || kind == "update" ||
                     kind == "truncate" || kind == "copy" || kind == "call";
  if (!named || kind == "set_constraints" || kind == "alter_default_privileges") return {};
  if (kind == "create_index" && words.is(at, "on")) {
    return fmt::format("on {}", name_behind_on(words, at));
  }
  const std::string name = qualified_name(words, at);
  if (!belongs_to_relation(kind)) return name;
  const bool rule = kind == "create_rule";  // CREATE RULE name AS ON event TO relation
  std::string relation;
  if (rule) {
    for (std::size_t i = at; i < words.size() && relation.empty(); ++i) {
      if (words[i].depth == 0 && words.is(i, "to")) relation = qualified_name(words, i + 1);
    }
  } else {
    relation = name_behind_on(words, at);
  }
  return relation.empty() ? name : fmt::format("{} on {}", name, relation);
}

}  // namespace pgsettle
