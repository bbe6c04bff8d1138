#include "settle/place.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Settings that change neither what a name means nor what a definition says.
bool is_harmless(std::string_view setting) {
  constexpr auto harmful = std::to_array<std::string_view>({"search_path",
                                                            "role",
                                                            "session_authorization",
                                                            "session authorization",
                                                            "datestyle",
                                                            "intervalstyle",
                                                            "default_tablespace",
                                                            "default_table_access_method",
                                                            "quote_all_identifiers",
                                                            "standard_conforming_strings",
                                                            "array_nulls",
                                                            "xmloption",
                                                            "client_encoding",
                                                            "names",
                                                            "all",
                                                            "backslash_quote",
                                                            "default_with_oids",
                                                            "transform_null_equals",
                                                            "timezone",
                                                            "time zone"});
  return std::ranges::find(harmful, setting) == harmful.end();
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
                                              {"array_nulls", "on"}});
  return std::ranges::find(usual, Pair(setting, value)) != usual.end();
}

// Names in a text, as the server reads them (SplitIdentifierString() in
// src/backend/utils/adt/varlena.c). nullopt: not worth reading.
std::optional<std::vector<std::string>> split_at_commas(std::string_view text) {
  std::vector<std::string> list;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view part = trim(text.substr(0, comma));
    const bool quoted = part.size() > 1 && part.starts_with('"') && part.ends_with('"');
    list.push_back(quoted ? std::string(part.substr(1, part.size() - 2)) : to_lower(part));
    if (list.back().find('"') != std::string::npos) return std::nullopt;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

// SELECT set_config('search_path', constant, false).
std::optional<std::vector<std::string>> configured_path(const Action& action) {
  const auto* call = action.as<CallDetails>();
  if (action.verb != Verb::call || action.object.name != "set_config" || call == nullptr ||
      call->arguments.size() != 3 || call->arguments[2] != "false" ||
      call->arguments[0] != "search_path" || call->arguments[1] == "?") {
    return std::nullopt;
  }
  return split_at_commas(call->arguments[1]);
}

}  // namespace

void Place::set_path(const std::vector<std::string>& schemas) {
  path_.clear();
  for (const std::string& schema : schemas) {
    const std::string& name = schema == "$user" ? user_ : schema;
    if (name.starts_with("pg_")) {  // what is found first there is not known
      if (name != "pg_catalog") known_ = false;
      continue;
    }
    const CatalogObject* found = facts_->schema(name);
    if (found != nullptr && found->is("usable")) path_.push_back(name);
  }
}

std::optional<std::string> path_setting(const Action& action) {
  std::optional<std::vector<std::string>> schemas = configured_path(action);
  const auto* setting = action.as<SettingDetails>();
  if (setting != nullptr && to_lower(setting->name) == "search_path") {
    if (setting->reset) return "";
    schemas = setting->values;
  }
  if (!schemas) return std::nullopt;
  std::string list;
  for (const std::string& schema : *schemas) {
    list += (list.empty() ? "" : ", ") + quote_literal(schema);
  }
  return "SET LOCAL search_path = " + (list.empty() ? "''" : list);
}

void Place::follow_call(const Action& action) {
  if (const auto schemas = configured_path(action)) {
    set_path(*schemas);
    first_path_ = false;
    path_setting_ = pgsettle::path_setting(action).value_or("");
    return;
  }
  const auto* call = action.as<CallDetails>();
  const bool harmless = call != nullptr && !call->arguments.empty() &&
                        is_harmless(to_lower(std::string(trim(call->arguments[0]))));
  if (!harmless) known_ = false;  // not worth following
}

void Place::follow_path(const Action& action) {
  const auto* setting = action.as<SettingDetails>();
  path_setting_ = pgsettle::path_setting(action).value_or("");
  if (setting->local) {  // ends with a transaction that is not followed here
    known_ = false;
  } else if (setting->reset) {
    set_path(facts_->session().search_path);
    first_path_ = true;
    if (!first_role_) known_ = false;  // "$user" is another one
  } else {
    set_path(setting->values);
    first_path_ = false;
  }
}

void Place::follow(const Action& action) {
  if (action.verb == Verb::call && action.object.name == "set_config") return follow_call(action);
  const auto* control = action.as<ControlDetails>();
  if (control != nullptr && control->control == Control::rollback) {
    if (!first_path_ || !first_role_) known_ = false;  // what was set may be undone
    return;
  }
  const auto* setting = action.as<SettingDetails>();
  if (action.verb == Verb::session && (setting == nullptr || setting->name.empty())) {
    known_ = false;  // DISCARD, RESET ALL
  }
  if (setting == nullptr) return;
  const std::string name = to_lower(setting->name);
  if (is_harmless(name)) return;
  if (name == "search_path") return follow_path(action);
  const bool plain = !setting->local && !setting->reset && setting->values.size() == 1;
  if (plain && is_usual(name, to_lower(setting->values[0]))) return;
  if (plain && name == "timezone") {
    time_zone_ = setting->values[0];
    return;
  }
  if (name == "role") {
    const bool back =
        setting->reset || (setting->values.size() == 1 && setting->values[0] == "none");
    if (setting->local) {
      known_ = false;
    } else if (back) {
      user_ = facts_->session().user;
      first_role_ = true;
    } else if (setting->values.size() == 1) {
      user_ = setting->values[0];
      first_role_ = user_ == facts_->session().user;
      if (!first_role_) check_path();
    }
    return;
  }
  known_ = false;
}

// Another role may not see the schemas that the first one sees, and the other way round.
void Place::check_path() {
  for (const std::string& name : path_) {
    const CatalogObject* schema = facts_->schema(name);
    const auto& acl = schema->list("acl");
    const bool usable =
        schema->get("owner") == user_ || std::ranges::any_of(acl, [&](const std::string& item) {
          return item == "USAGE public" || item == "USAGE " + user_ || item == "USAGE* " + user_;
        });
    if (!usable) known_ = false;
  }
}

QualifiedName Place::relation(const QualifiedName& name) const {
  if (!name.schema.empty() || facts_->is_system_name("relation", name.name)) return name;
  for (const std::string& schema : path_) {
    QualifiedName full = {.schema = schema, .name = name.name};
    if (facts_->relation(full) != nullptr) return full;
  }
  return name;
}

QualifiedName Place::type(const QualifiedName& name) const {
  if (!name.schema.empty() || facts_->is_system_name("type", name.name)) return name;
  for (const std::string& schema : path_) {
    QualifiedName full = {.schema = schema, .name = name.name};
    if (facts_->type(full) != nullptr || facts_->relation(full) != nullptr) return full;
  }
  return name;
}

QualifiedName Place::routine(const QualifiedName& name) const {
  if (!name.schema.empty()) return name;
  QualifiedName found = name;
  bool several = facts_->is_system_name("routine", name.name);
  for (const std::string& schema : path_) {
    const QualifiedName full = {.schema = schema, .name = name.name};
    if (facts_->routines(full).empty()) continue;
    if (several) return {.schema = "?", .name = name.name};
    several = true;
    found = full;
  }
  return found;
}

std::string complete_type(std::string_view text, const Place& place, bool with_modifiers) {
  const std::string base(text.substr(0, std::min(text.find('['), text.find('('))));
  const std::size_t bracket = text.find('[');
  std::string rest(bracket == std::string_view::npos ? "" : "[]");
  if (with_modifiers) rest = text.substr(base.size());
  if (base.find('.') != std::string::npos) return base + rest;
  const bool quoted = base.starts_with('"');
  const QualifiedName type =
      place.type({.schema = {}, .name = quoted ? base.substr(1, base.size() - 2) : base});
  return (type.schema.empty() ? base : sql_name(type)) + rest;
}

NameCompletion Place::completion() const {
  const auto primary_key = [this](const QualifiedName& table) -> std::vector<std::string> {
    for (const CatalogObject* constraint : facts_->members(ObjectKind::constraint, table)) {
      if (constraint->get("type") == "p") return constraint->list("columns");
    }
    return {};
  };
  const auto column_type = [this](const QualifiedName& table, const std::string& column) {
    const CatalogObject* found = facts_->member(ObjectKind::column, table, column);
    return found != nullptr ? std::string(found->get("type")) : std::string();
  };
  return {.relation = [this](const QualifiedName& name) { return relation(name); },
          .routine = [this](const QualifiedName& name) { return routine(name); },
          .type = [this](const QualifiedName& name) { return type(name); },
          .primary_key = primary_key,
          .column_type = column_type,
          .current_user = user_};
}

}  // namespace pgsettle
