#include "run/scope.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Settings that decide what a name means, what a literal is or how a definition is stored. Every
// other one, a custom one included, changes no definition.
bool changes_meaning(std::string_view setting) {
  constexpr auto names = std::to_array<std::string_view>({"search_path",
                                                          "role",
                                                          "session_authorization",
                                                          "session authorization",
                                                          "datestyle",
                                                          "intervalstyle",
                                                          "lc_monetary",
                                                          "lc_numeric",
                                                          "default_tablespace",
                                                          "default_table_access_method",
                                                          "default_toast_compression",
                                                          "quote_all_identifiers",
                                                          "standard_conforming_strings",
                                                          "array_nulls",
                                                          "xmloption",
                                                          "client_encoding",
                                                          "names",
                                                          "all",
                                                          "backslash_quote",
                                                          "bytea_output",
                                                          "createrole_self_grant",
                                                          "default_with_oids",
                                                          "session_replication_role",
                                                          "transform_null_equals",
                                                          "timezone",
                                                          "time zone"});
  return std::ranges::find(names, setting) != names.end();
}

// What pg_dump writes on top of its scripts, and sessions have anyway.
bool is_usual(std::string_view setting, std::string_view value) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr auto usual = std::to_array<Pair>({{"client_encoding", "utf8"},
                                              {"client_encoding", "utf-8"},
                                              {"client_encoding", "unicode"},
                                              {"standard_conforming_strings", "on"},
                                              {"standard_conforming_strings", "true"},
                                              {"xmloption", "content"},
                                              {"default_tablespace", ""},
                                              {"default_table_access_method", "heap"},
                                              {"default_with_oids", "false"},
                                              {"session_replication_role", "origin"},
                                              {"array_nulls", "on"}});
  return std::ranges::find(usual, Pair(setting, value)) != usual.end();
}

}  // namespace

std::optional<std::vector<std::string>> split_identifiers(std::string_view text) {
  std::vector<std::string> list;
  constexpr std::string_view blanks = " \t\n\r\f\v";
  const auto skip_blanks = [&] {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  };
  skip_blanks();
  if (text.empty()) return list;
  while (true) {
    std::string name;
    if (text.starts_with('"')) {
      std::size_t at = 1;
      for (; at < text.size() && (text[at] != '"' || text.substr(at + 1).starts_with('"')); ++at) {
        if (text[at] == '"') ++at;  // a doubled one
        name += text[at];
      }
      if (at == text.size()) return std::nullopt;
      text.remove_prefix(at + 1);
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t\n\r\f\v,"), text.size());
      if (end == 0) return std::nullopt;
      name = to_lower(text.substr(0, end));
      text.remove_prefix(end);
    }
    list.push_back(std::move(name));
    skip_blanks();
    if (text.empty()) return list;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
    skip_blanks();
  }
}

std::vector<std::string> Scope::local_settings() const {
  std::vector<std::string> statements;
  if (search_path) {
    std::string list;
    for (const std::string& schema : *search_path) {
      list += (list.empty() ? "" : ", ") + quote_literal(schema);
    }
    statements.push_back("SET LOCAL search_path = " + (list.empty() ? "''" : list));
  }
  if (time_zone) statements.push_back("SET LOCAL timezone = " + quote_literal(*time_zone));
  return statements;
}

template <typename Value>
void ScopeFollower::assign(Value Scope::*setting, Value value, bool local) {
  if (local && !in_transaction_) return;  // a warning and nothing else
  if (!local) {
    lasting_.*setting = value;
    if (!in_transaction_) at_begin_.*setting = value;
  }
  now_.*setting = std::move(value);
}

// A ROLLBACK may bring the scope back that was known; a COMMIT does not.
void ScopeFollower::lose() { assign(&Scope::known, false, false); }

void ScopeFollower::set_path(std::vector<std::string> schemas, bool local) {
  assign(&Scope::search_path, std::optional(std::move(schemas)), local);
}

void ScopeFollower::begin_script(bool in_transaction) {
  now_ = at_begin_ = lasting_;
  savepoints_.clear();
  in_transaction_ = in_transaction;
}

void ScopeFollower::follow(const Statement& statement, std::span<const Action> actions) {
  for (const Action& action : actions) follow(action);
  // COMMIT AND CHAIN begins the next transaction at once.
  if (statement.effect.control == TransactionControl::chain) in_transaction_ = true;
}

void ScopeFollower::follow(const Action& action) {
  if (action.as<ControlDetails>() != nullptr) return control(action);
  if (action.verb == Verb::call && action.object.name == "set_config") return call(action);
  if (action.verb == Verb::session) return set(action);
}

void ScopeFollower::control(const Action& action) {
  const auto& details = *action.as<ControlDetails>();
  switch (details.control) {
    case Control::begin:
      if (in_transaction_) return;  // a warning and nothing else
      in_transaction_ = true;
      at_begin_ = lasting_;
      return;
    case Control::commit:
    case Control::prepare:
      now_ = at_begin_ = lasting_;
      break;
    case Control::rollback:
      now_ = lasting_ = at_begin_;
      break;
    case Control::savepoint:
      savepoints_.push_back({details.savepoint, now_, lasting_});
      return;
    case Control::rollback_to:
      return roll_back_to(details.savepoint);
    case Control::other:  // RELEASE keeps what was set, SET TRANSACTION sets nothing that lasts
      return;
  }
  in_transaction_ = false;
  savepoints_.clear();
}

void ScopeFollower::roll_back_to(const std::string& savepoint) {
  while (!savepoints_.empty() && savepoints_.back().name != savepoint) savepoints_.pop_back();
  if (savepoints_.empty()) return lose();  // the server refuses it
  now_ = savepoints_.back().now;
  lasting_ = savepoints_.back().lasting;
}

// set_config(name, value, is_local): CallDetails has constants as they are, and "?" for the rest.
void ScopeFollower::call(const Action& action) {
  const auto* call = action.as<CallDetails>();
  if (call == nullptr || call->arguments.size() != 3) return lose();
  const std::string setting = to_lower(trim(call->arguments[0]));
  if (setting != "?" && !changes_meaning(setting)) return;
  const std::string& local = call->arguments[2];
  auto schemas = split_identifiers(call->arguments[1]);
  const bool clear = setting == "search_path" && (local == "false" || local == "true") &&
                     call->arguments[1] != "?" && schemas;
  if (!clear) return lose();
  set_path(std::move(*schemas), local == "true");
}

void ScopeFollower::set(const Action& action) {
  const auto* setting = action.as<SettingDetails>();
  if (setting == nullptr) return lose();  // DISCARD and the like
  const std::string name = to_lower(setting->name);
  if (name.empty() && setting->reset) {  // RESET ALL, which leaves the role
    assign(&Scope::search_path, std::optional<std::vector<std::string>>(), false);
    assign(&Scope::time_zone, std::optional<std::string>(), false);
    return;
  }
  if (!changes_meaning(name)) return;
  const bool one = setting->values.size() == 1;
  if (name == "search_path") {
    if (setting->reset) {
      return assign(&Scope::search_path, std::optional<std::vector<std::string>>(), setting->local);
    }
    return set_path(setting->values, setting->local);
  }
  if (name == "timezone" && (setting->reset || one)) {
    auto zone = setting->reset ? std::optional<std::string>() : setting->values[0];
    return assign(&Scope::time_zone, std::move(zone), setting->local);
  }
  if (name == "role" && (setting->reset || one)) {
    const bool none = setting->reset || setting->values[0] == "none";
    auto role = none ? std::optional<std::string>() : setting->values[0];
    return assign(&Scope::role, std::move(role), setting->local);
  }
  if (one && !setting->reset && is_usual(name, to_lower(setting->values[0]))) return;
  lose();
}

}  // namespace pgsettle
