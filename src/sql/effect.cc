#include "sql/effect.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "sql/command_tag.h"
#include "sql/object_name.h"
#include "sql/statement_words.h"

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
  if (words.has("prepared")) return TransactionControl::none;  // stands outside of transactions
  if (words.has("to")) return TransactionControl::savepoint;
  const bool chain = words.has("chain") && !words.has("no");
  return chain ? TransactionControl::chain : TransactionControl::end;
}

// What calls PreventInTransactionBlock in the server (verified list: see the table in the
// documentation of each command, "cannot be executed inside a transaction block").
bool is_transactional(const StatementWords& words, const CommandTag& tag) {
  const std::string_view kind = tag.kind;
  const auto is = [&](std::string_view expected) { return kind == expected; };
  if (is("create_index") || is("drop_index")) return !words.is(tag.end, "concurrently");
  if (is("reindex")) {
    return !words.has("concurrently") && !words.has("schema") && !words.has("database") &&
           !words.has("system");
  }
  if (is("alter_table")) {
    return !(words.has_outside_parentheses("detach") && words.has("concurrently"));
  }
  if (is("cluster")) {
    const std::size_t last = words.size() - 1;
    return last > 0 && words[last].kind != TokenKind::close_parenthesis &&
           !words.is(last, "verbose");
  }
  if (is("create_subscription")) {
    return words.has_option("connect", "false") || words.has_option("create_slot", "false");
  }
  if (is("alter_subscription")) {
    const bool refreshes = words.has("refresh") || words.has("publication");
    return !refreshes || words.has_option("refresh", "false");
  }
  if (is("alter_database")) return !words.has("tablespace");
  if (is("discard")) return !words.is(tag.end, "all");
  if (is("commit") || is("rollback")) return !words.has("prepared");
  constexpr std::array<std::string_view, 7> never = {
      "vacuum",          "create_database", "drop_database",    "create_tablespace",
      "drop_tablespace", "alter_system",    "drop_subscription"};
  return std::ranges::find(never, kind) == never.end();
}

bool needs_autocommit(const StatementWords& words, const Effect& effect) {
  constexpr std::array<std::string_view, 7> kinds = {"do",    "call",  "lock",           "declare",
                                                     "fetch", "close", "set_constraints"};
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
  return effect.kind == "create_table" && words.has_outside_parentheses("as");
}

// Counts what may be skipped one by one, and whether all of it is guarded.
void find_guard(const StatementWords& words, const CommandTag& tag, Effect& effect) {
  std::size_t at = tag.end;
  if (words.is(at, "concurrently")) ++at;
  const bool if_not_exists = words.is(at, {"if", "not", "exists"});
  const bool if_exists = words.is(at, {"if", "exists"});
  if (effect.kind.starts_with("create_")) {
    effect.guard = if_not_exists ? Guard::if_not_exists : Guard::none;
    return;
  }
  if (!effect.drops && !effect.kind.starts_with("alter_")) return;
  int guards = 0;
  for (std::size_t i = at; i < words.size(); ++i) {
    if (words[i].depth != 0) continue;
    if (words[i].text == ",") ++effect.parts;
    const bool guarded = words.is(i, {"if", "exists"}) || words.is(i, {"if", "not", "exists"});
    if (guarded) ++guards;
  }
  if (!words.complete()) return;
  // DROP and ALTER TABLE have one guard in front for everything; ALTER TABLE has one an action too.
  const int own = if_exists ? guards - 1 : guards;
  if (effect.drops && if_exists) effect.guard = Guard::if_exists;
  if (!effect.drops && (own == effect.parts || if_exists)) effect.guard = Guard::if_exists;
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
  if (effect.copy == CopyData::to_stdout) effect.nature = Nature::opaque;
  find_guard(words, tag, effect);
  return effect;
}

}  // namespace pgsettle
