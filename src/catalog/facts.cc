#include "catalog/facts.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace pgsettle::catalog {
namespace {

// Empty for a letter that a later PostgreSQL has added.
template <typename Letter>
std::string_view find(Letter letter,
                      std::initializer_list<std::pair<Letter, std::string_view>> words) {
  const auto* found = std::ranges::find(words, letter, &std::pair<Letter, std::string_view>::first);
  return found != words.end() ? found->second : std::string_view();
}

}  // namespace

std::string_view word(Persistence value) {
  return find(value, {{Persistence::permanent, "LOGGED"},
                      {Persistence::unlogged, "UNLOGGED"},
                      {Persistence::temporary, "TEMPORARY"}});
}

std::string_view word(ReplicaIdentity value) {
  return find(value, {{ReplicaIdentity::primary_key, "DEFAULT"},
                      {ReplicaIdentity::nothing, "NOTHING"},
                      {ReplicaIdentity::full, "FULL"},
                      {ReplicaIdentity::index, "USING INDEX"}});
}

std::string_view word(Storage value) {
  return find(value, {{Storage::plain, "PLAIN"},
                      {Storage::external, "EXTERNAL"},
                      {Storage::main, "MAIN"},
                      {Storage::extended, "EXTENDED"}});
}

std::string_view word(Compression value) {
  return find(value, {{Compression::pglz, "pglz"}, {Compression::lz4, "lz4"}});
}

std::string_view word(Identity value) {
  return find(value, {{Identity::always, "ALWAYS"}, {Identity::by_default, "BY DEFAULT"}});
}

std::string_view word(Generated value) {
  return find(value, {{Generated::stored, "STORED"}, {Generated::virtual_, "VIRTUAL"}});
}

std::string_view word(Enabled value) {
  return find(value, {{Enabled::origin, "ENABLE"},
                      {Enabled::disabled, "DISABLE"},
                      {Enabled::replica, "ENABLE REPLICA"},
                      {Enabled::always, "ENABLE ALWAYS"}});
}

std::string_view word(Contype value) {
  return find(value, {{Contype::check, "CHECK"},
                      {Contype::foreign_key, "FOREIGN KEY"},
                      {Contype::not_null, "NOT NULL"},
                      {Contype::primary_key, "PRIMARY KEY"},
                      {Contype::unique, "UNIQUE"},
                      {Contype::trigger, "TRIGGER"},
                      {Contype::exclusion, "EXCLUDE"}});
}

std::string_view word(Typtype value) {
  return find(value, {{Typtype::base, "base"},
                      {Typtype::composite, "composite"},
                      {Typtype::domain, "domain"},
                      {Typtype::enumeration, "enum"},
                      {Typtype::multirange, "multirange"},
                      {Typtype::pseudo, "pseudo"},
                      {Typtype::range, "range"}});
}

}  // namespace pgsettle::catalog
