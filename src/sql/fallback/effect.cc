#include "sql/fallback/effect.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "sql/fallback/command_tag.h"
#include "sql/fallback/object_name.h"
#include "sql/fallback/statement_words.h"

namespace pgsettle {
namespace {

struct KindNature {
  std::string_view kind;
  Nature nature;
};

// Everything that is not in here and does not begin with a verb of DDL is opaque.
constexpr std::array natures = {
    KindNature{"insert", Nature::data},
    KindNature{"update", Nature::data},
    KindNature{"delete", Nature::data},
    KindNature{"merge", Nature::data},
    KindNature{"truncate", Nature::data},
    KindNature{"copy", Nature::data},
    KindNature{"set", Nature::session},
    KindNature{"set_constraints", Nature::session},
    KindNature{"reset", Nature::session},
    KindNature{"prepare", Nature::session},
    KindNature{"deallocate", Nature::session},
    KindNature{"discard", Nature::session},
    KindNature{"listen", Nature::session},
    KindNature{"unlisten", Nature::session},
    KindNature{"load", Nature::session},
    KindNature{"declare", Nature::session},
    KindNature{"close", Nature::session},
    KindNature{"begin", Nature::transaction},
    KindNature{"start_transaction", Nature::transaction},
    KindNature{"commit", Nature::transaction},
    KindNature{"rollback", Nature::transaction},
    KindNature{"savepoint", Nature::transaction},
    KindNature{"release", Nature::transaction},
    KindNature{"prepare_transaction", Nature::transaction},
    KindNature{"commit_prepared", Nature::transaction},
    KindNature{"rollback_prepared", Nature::transaction},
    KindNature{"comment", Nature::definition},
    KindNature{"grant", Nature::definition},
    KindNature{"revoke", Nature::definition},
    KindNature{"security_label", Nature::definition},
    KindNature{"reassign_owned", Nature::definition},
};

Nature nature_of(std::string_view kind) {
  const auto* found = std::ranges::find(natures, kind, &KindNature::kind);
  if (found != natures.end()) return found->nature;
  const bool definition = kind.starts_with("create_") || kind.starts_with("alter_") ||
                          kind.starts_with("drop_") || kind.starts_with("import_");
  return definition ? Nature::definition : Nature::opaque;
}

TransactionControl control_of(const StatementWords& words, std::string_view kind) {
  if (kind == "begin" || kind == "start_transaction") return TransactionControl::begin;
  if (kind == "savepoint" || kind == "release") return TransactionControl::savepoint;
  if (kind == "prepare_transaction") return TransactionControl::end;
  if (kind != "commit" && kind != "rollback") return TransactionControl::none;
  if (words.has("to")) return TransactionControl::savepoint;
  const bool chain = words.has("chain") && !words.has("no");
  return chain ? TransactionControl::chain : TransactionControl::end;
}

// REINDEX CONCURRENTLY, or of more than one table. That of a partitioned table cannot be told.
bool reindexes_alone(const StatementWords& words, const CommandTag& tag) {
  if (words.has("concurrently") && !words.has_option_off("concurrently")) return true;
  std::size_t at = tag.end;
  while (at < words.size() && words[at].kind != TokenKind::word) {  // (VERBOSE, ...)
    do {
      ++at;
    } while (at < words.size() && words[at].depth > 0);
  }
  return words.is(at, "schema") || words.is(at, "database") || words.is(at, "system");
}

// What calls PreventInTransactionBlock in the server (verified list: see the table in the
// documentation of each command, "cannot be executed inside a transaction block").
bool is_transactional(const StatementWords& words, const CommandTag& tag) {
  const std::string_view kind = tag.kind;
  const auto is = [&](std::string_view expected) { return kind == expected; };
  if (is("create_index") || is("drop_index")) return !words.is(tag.end, "concurrently");
  if (is("reindex")) return !reindexes_alone(words, tag);
  if (is("alter_table")) {
    return !(words.has_outside_parentheses("detach") && words.has("concurrently"));
  }
  if (is("cluster")) {
    const std::size_t last = words.size() - 1;
    return last > 0 && words[last].kind != TokenKind::close_parenthesis &&
           !words.is(last, "verbose");
  }
  if (is("create_subscription")) {
    return words.has_option_off("connect") || words.has_option_off("create_slot");
  }
  if (is("alter_subscription")) {
    // The slot's own options cannot be rolled back; ALTER ... SET takes them from 17 on.
    if (words.has("failover") || words.has("two_phase")) return false;
    const bool refreshes = words.has("refresh") || words.has("publication");
    return !refreshes || words.has_option_off("refresh");
  }
  if (is("alter_database")) return !words.has("tablespace");
  if (is("discard")) return !words.is(tag.end, "all");
  constexpr std::array<std::string_view, 9> never = {
      "vacuum",           "create_database", "drop_database",     "create_tablespace",
      "drop_tablespace",  "alter_system",    "drop_subscription", "commit_prepared",
      "rollback_prepared"};
  return std::ranges::find(never, kind) == never.end();
}

bool needs_autocommit(const StatementWords& words, const Effect& effect) {
  constexpr std::array<std::string_view, 8> kinds = {"do",    "call", "lock",  "declare",
                                                     "fetch", "move", "close", "set_constraints"};
  if (!effect.transactional) return true;
  if (effect.control == TransactionControl::savepoint) return true;
  if (effect.kind == "set") return words.is(1, "local") || words.is(1, "transaction");
  return std::ranges::find(kinds, effect.kind) != kinds.end();
}

// Plain DDL leaves nothing behind in the session. CREATE TABLE AS and the like run queries, and
// an extension's script may do anything.
bool touches_session(const StatementWords& words, const CommandTag& tag, const Effect& effect) {
  if (effect.nature != Nature::definition) return true;
  constexpr std::array<std::string_view, 5> kinds = {"create_extension", "alter_extension",
                                                     "create_schema", "create_materialized_view",
                                                     "import_foreign_schema"};
  if (std::ranges::find(kinds, effect.kind) != kinds.end()) return true;
  for (std::size_t i = 1; i < tag.end; ++i) {
    if (words.is(i, "temp") || words.is(i, "temporary")) return true;
  }
  if (effect.object.starts_with("pg_temp.")) return true;
  return effect.kind == "create_table" && words.has_outside_parentheses("as");
}

// What stands outside parentheses from some word on.
struct GuardCount {
  int parts = 1;
  int if_not_exists = 0;
  int if_exists = 0;
};

GuardCount count_guards(const StatementWords& words, std::size_t at) {
  GuardCount count;
  for (std::size_t i = at; i < words.size(); ++i) {
    if (words[i].depth != 0) continue;
    if (words[i].text == ",") ++count.parts;
    if (words.is(i, {"if", "not", "exists"})) ++count.if_not_exists;
    if (words.is(i, {"if", "exists"})) ++count.if_exists;
  }
  return count;
}

// DROP and ALTER TABLE have one guard in front for everything; ALTER TABLE has one an action, too.
void find_guard(const StatementWords& words, const CommandTag& tag, Effect& effect) {
  std::size_t at = tag.end;
  if (words.is(at, "concurrently")) ++at;
  if (effect.kind.starts_with("create_")) {
    if (words.is(at, {"if", "not", "exists"})) effect.guard = Guard::if_not_exists;
    return;
  }
  if (!effect.drops && !effect.kind.starts_with("alter_")) return;
  const GuardCount count = count_guards(words, at);
  effect.parts = count.parts;
  if (!words.complete()) return;
  const bool in_front = words.is(at, {"if", "exists"});
  const bool every_action = !effect.drops && count.if_not_exists + count.if_exists == count.parts;
  if (in_front || every_action) {
    const bool only_new = !in_front && count.if_exists == 0;
    effect.guard = only_new ? Guard::if_not_exists : Guard::if_exists;
  }
}

CopyData copy_data(const StatementWords& words) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i].depth != 0) continue;
    if (words.is(i, {"from", "stdin"})) return CopyData::from_stdin;
    if (words.is(i, {"to", "stdout"})) return CopyData::to_stdout;
  }
  return CopyData::none;
}

}  // namespace

Effect effect_of(std::string_view sql) {
  const StatementWords words(sql);
  const CommandTag tag = command_tag(words);
  Effect effect;
  effect.kind = tag.kind;
  effect.object = object_name(words, tag);
  effect.nature = nature_of(tag.kind);
  effect.control = control_of(words, tag.kind);
  effect.drops = tag.kind.starts_with("drop_");
  effect.or_replace = words.is(1, {"or", "replace"});
  effect.transactional = words.size() == 0 || is_transactional(words, tag);
  effect.needs_autocommit = needs_autocommit(words, effect);
  effect.touches_session = touches_session(words, tag, effect);
  if (tag.kind == "copy") effect.copy = copy_data(words);
  // Rows that go out change nothing.
  const bool copies_out =
      words.has_outside_parentheses("to") && !words.has_outside_parentheses("from");
  if (tag.kind == "copy" && copies_out) effect.nature = Nature::opaque;
  find_guard(words, tag, effect);
  return effect;
}

}  // namespace pgsettle
