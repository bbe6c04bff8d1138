#include "sql/fallback/command_tag.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "base/text.h"

namespace pgsettle {
namespace {

using Words = std::initializer_list<std::string_view>;

// Words between CREATE and what is created that are not part of the tag.
constexpr std::array<std::string_view, 12> modifiers = {
    "or",       "replace",    "temp",      "temporary", "global",     "local",
    "unlogged", "constraint", "recursive", "trusted",   "procedural", "unique"};

// Names of object types that are more than one word.
const std::array<Words, 16>& long_types() {
  static const std::array<Words, 16> types = {Words{"access", "method"},
                                              Words{"default", "privileges"},
                                              Words{"event", "trigger"},
                                              Words{"foreign", "data", "wrapper"},
                                              Words{"foreign", "table"},
                                              Words{"foreign", "schema"},
                                              Words{"large", "object"},
                                              Words{"materialized", "view"},
                                              Words{"operator", "class"},
                                              Words{"operator", "family"},
                                              Words{"text", "search", "configuration"},
                                              Words{"text", "search", "dictionary"},
                                              Words{"text", "search", "parser"},
                                              Words{"text", "search", "template"},
                                              Words{"user", "mapping"},
                                              Words{"default", "conversion"}};
  return types;
}

// Verbs whose tag has an object type behind them.
constexpr std::array<std::string_view, 5> typed_verbs = {"create", "alter", "drop", "refresh",
                                                         "import"};
// Tags of other verbs that are more than one word.
const std::array<Words, 10>& long_verbs() {
  static const std::array<Words, 10> verbs = {
      Words{"start", "transaction"}, Words{"security", "label"},    Words{"set", "constraints"},
      Words{"lock", "table"},        Words{"truncate", "table"},    Words{"reassign", "owned"},
      Words{"commit", "prepared"},   Words{"rollback", "prepared"}, Words{"prepare", "transaction"},
      Words{"comment", "on"}};
  return verbs;
}

// The verb behind the common table expressions of WITH: the first one outside of all parentheses
// that follows a closing parenthesis, or the column that SEARCH ... SET or CYCLE ... USING names.
std::size_t main_verb(const StatementWords& words) {
  constexpr std::array<std::string_view, 7> verbs = {"select", "insert", "update", "delete",
                                                     "merge",  "values", "table"};
  for (std::size_t i = 2; i < words.size(); ++i) {
    const bool behind_query = words[i - 1].kind == TokenKind::close_parenthesis;
    const bool behind_clause = words.is(i - 2, "set") || words.is(i - 2, "using");
    if (words[i].depth != 0 || (!behind_query && !behind_clause)) continue;
    const bool verb = std::ranges::any_of(
        verbs, [&](std::string_view candidate) { return words.is(i, candidate); });
    if (verb) return i;
  }
  return 0;
}

void append_type(const StatementWords& words, CommandTag& tag) {
  while (std::ranges::any_of(modifiers,
                             [&](std::string_view word) { return words.is(tag.end, word); })) {
    ++tag.end;
  }
  std::size_t length = 1;
  for (const Words& type : long_types()) {
    if (words.is(tag.end, type)) length = type.size();
  }
  for (std::size_t i = 0; i < length && tag.end < words.size(); ++i, ++tag.end) {
    if (words.is(tag.end, "default") && length == 2 && words.is(tag.end + 1, "conversion")) {
      continue;
    }
    tag.kind += '_';
    tag.kind += to_lower(words[tag.end].text);
  }
}

void append_second_word(const StatementWords& words, CommandTag& tag) {
  for (const Words& verb : long_verbs()) {
    if (!words.is(tag.verb, verb)) continue;
    // The server's own tags leave out these second words.
    const bool kept = tag.kind != "lock" && tag.kind != "truncate" && tag.kind != "comment";
    if (kept) tag.kind += '_' + to_lower(words[tag.end].text);
    ++tag.end;
    return;
  }
}

struct Synonym {
  std::string_view name;
  std::string_view kind;
};

constexpr std::array synonyms = {
    Synonym{"end", "commit"},
    Synonym{"abort", "rollback"},
    Synonym{"create_user", "create_role"},
    Synonym{"create_group", "create_role"},
    Synonym{"alter_user", "alter_role"},
    Synonym{"alter_group", "alter_role"},
    Synonym{"drop_user", "drop_role"},
    Synonym{"drop_group", "drop_role"},
};

}  // namespace

CommandTag command_tag(const StatementWords& words) {
  CommandTag tag;
  if (words.size() == 0) return tag;
  if (words[0].kind == TokenKind::open_parenthesis) {  // (SELECT ...) UNION ...
    tag.kind = "select";
    return tag;
  }
  if (words[0].kind != TokenKind::word) return tag;
  if (words.is(0, "with")) tag.verb = main_verb(words);
  tag.kind = to_lower(words[tag.verb].text);
  tag.end = tag.verb + 1;
  if (std::ranges::find(typed_verbs, tag.kind) != typed_verbs.end()) {
    append_type(words, tag);
  } else {
    append_second_word(words, tag);
  }
  const auto* other = std::ranges::find(synonyms, tag.kind, &Synonym::name);
  if (other != synonyms.end()) tag.kind = other->kind;
  return tag;
}

}  // namespace pgsettle
