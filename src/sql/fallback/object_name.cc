#include "sql/fallback/object_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "base/text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

bool is_name(const StatementWord& word) {
  return word.kind == TokenKind::word || word.kind == TokenKind::quoted_identifier;
}

std::string name_part(const StatementWord& word) {
  if (word.kind == TokenKind::word) return to_lower(word.text);
  if (!word.text.starts_with('"')) return std::string(word.text);  // U&"..."
  std::string name;
  for (std::size_t i = 1; i + 1 < word.text.size(); ++i) {
    name += word.text[i];
    if (word.text[i] == '"') ++i;  // doubled inside
  }
  return sql_identifier(name);
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

// Like qualified_name, but the last part is made of symbols.
std::string operator_name(const StatementWords& words, std::size_t at) {
  std::string name;
  for (; at + 1 < words.size() && is_name(words[at]) && words[at + 1].text == "."; at += 2) {
    name += name_part(words[at]) + '.';
  }
  for (; at < words.size() && words[at].kind == TokenKind::symbol; ++at) name += words[at].text;
  return name;
}

// The relation, or the domain, behind the first ON outside parentheses from `at` on.
std::string name_behind_on(const StatementWords& words, std::size_t at) {
  for (; at < words.size(); ++at) {
    if (words[at].depth != 0 || !words.is(at, "on")) continue;
    at = skip_guards(words, at + 1);
    return qualified_name(words, words.is(at, "domain") && !words.is(at + 1, "is") ? at + 1 : at);
  }
  return {};
}

bool belongs_to_relation(std::string_view kind) {
  return kind.ends_with("_trigger") ? !kind.ends_with("event_trigger")
                                    : kind.ends_with("_policy") || kind.ends_with("_rule");
}

using Words = std::initializer_list<std::string_view>;

// Types that COMMENT ON, GRANT ... ON and SECURITY LABEL ON name before the object, and more than
// one word first.
const std::array<Words, 44>& object_types() {
  static const std::array<Words, 44> types = {
      Words{"access", "method"},
      Words{"event", "trigger"},
      Words{"foreign", "data", "wrapper"},
      Words{"foreign", "server"},
      Words{"foreign", "table"},
      Words{"large", "object"},
      Words{"materialized", "view"},
      Words{"operator", "class"},
      Words{"operator", "family"},
      Words{"procedural", "language"},
      Words{"text", "search", "configuration"},
      Words{"text", "search", "dictionary"},
      Words{"text", "search", "parser"},
      Words{"text", "search", "template"},
      Words{"aggregate"},
      Words{"cast"},
      Words{"collation"},
      Words{"column"},
      Words{"constraint"},
      Words{"conversion"},
      Words{"database"},
      Words{"domain"},
      Words{"extension"},
      Words{"function"},
      Words{"index"},
      Words{"language"},
      Words{"parameter"},
      Words{"policy"},
      Words{"procedure"},
      Words{"publication"},
      Words{"role"},
      Words{"routine"},
      Words{"rule"},
      Words{"schema"},
      Words{"sequence"},
      Words{"server"},
      Words{"statistics"},
      Words{"subscription"},
      Words{"table"},
      Words{"tablespace"},
      Words{"transform"},
      Words{"trigger"},
      Words{"type"},
      Words{"view"},
  };
  return types;
}

std::string typed_name(const StatementWords& words, std::size_t at) {
  for (const Words& type : object_types()) {
    if (!words.is(at, type)) continue;
    const std::size_t name_at = skip_guards(words, at + type.size());
    // A relation may itself be called so: GRANT SELECT ON role TO ...
    if (words.is(name_at, "to") || words.is(name_at, "from")) break;
    const std::string name = qualified_name(words, name_at);
    const bool member = words.is(at, "policy") || words.is(at, "rule") || words.is(at, "trigger") ||
                        words.is(at, "constraint");
    const std::string relation = member ? name_behind_on(words, name_at) : "";
    return relation.empty() ? name : fmt::format("{} on {}", name, relation);
  }
  if (words.is(at, "all")) return {};  // ALL TABLES IN SCHEMA
  if (words.is(at, "operator")) return operator_name(words, at + 1);
  return qualified_name(words, at);
}

// Tags of more than one word behind which no object stands, or several.
bool is_nameless(std::string_view kind) {
  constexpr std::array<std::string_view, 9> kinds = {
      "start_transaction", "prepare_transaction",      "commit_prepared",
      "rollback_prepared", "set_constraints",          "reassign_owned",
      "drop_owned",        "alter_default_privileges", "alter_system"};
  return std::ranges::find(kinds, kind) != kinds.end();
}

// CREATE RULE name AS ON event TO relation.
std::string name_behind_to(const StatementWords& words, std::size_t at) {
  for (; at < words.size(); ++at) {
    if (words[at].depth == 0 && words.is(at, "to")) return qualified_name(words, at + 1);
  }
  return {};
}

}  // namespace

std::string object_name(const StatementWords& words, const CommandTag& tag) {
  const std::string_view kind = tag.kind;
  std::size_t at = skip_guards(words, tag.end);
  if (kind == "comment") return typed_name(words, at);
  if (kind == "grant" || kind == "revoke" || kind == "security_label") {
    while (at < words.size() && !words.is(at, "on")) ++at;
    return typed_name(words, at + 1);
  }
  if (kind == "insert" || kind == "merge" || kind == "delete") {
    return qualified_name(words, skip_guards(words, at + 1));  // INTO, FROM
  }
  const bool named = kind.find('_') != std::string_view::npos || kind == "update" ||
                     kind == "truncate" || kind == "copy" || kind == "call";
  if (!named || is_nameless(kind) || words.is(at, "all")) return {};
  if (words.is(at, "on")) {  // CREATE INDEX and CREATE STATISTICS without a name
    return kind == "create_index" ? fmt::format("on {}", name_behind_on(words, at)) : "";
  }
  if (kind.ends_with("_operator")) return operator_name(words, at);
  if (kind == "create_schema" && words.is(at, "authorization")) ++at;
  std::string name = qualified_name(words, at);
  if (!belongs_to_relation(kind)) return name;
  const std::string relation =
      kind == "create_rule" ? name_behind_to(words, at) : name_behind_on(words, at);
  return relation.empty() ? name : fmt::format("{} on {}", name, relation);
}

}  // namespace pgsettle
