#include "catalog/statements.h"

#include <algorithm>
#include <vector>

namespace pgsettle {
namespace {

std::string name_of_option(const std::string& option) { return option.substr(0, option.find('=')); }

std::string assignment(const std::string& option) {
  const std::size_t equals = option.find('=');
  if (equals == std::string::npos) return option;
  return name_of_option(option) + "=" + quote_literal(option.substr(equals + 1));
}

// Whether one of the options, each NAME=VALUE, has this name.
bool has_name(const catalog::Texts& options, std::string_view name) {
  return std::ranges::any_of(
      options, [&](const std::string& option) { return name_of_option(option) == name; });
}

// host 'a' of host=a.
std::string server_option(const std::string& option) {
  const std::string name = name_of_option(option);
  return fmt::format("{} {}", sql_identifier(name), quote_literal(option.substr(name.size() + 1)));
}

std::string inserted(std::string_view text, std::string_view behind, std::string_view what) {
  std::string result(text);
  const std::size_t place = result.find(behind);
  return place == std::string::npos ? result : result.insert(place + behind.size(), what);
}

}  // namespace

std::string drop_if_exists(const std::string& sql_reference, const std::string& name) {
  const std::size_t place = sql_reference.find(" " + name);
  return "DROP " + inserted(sql_reference, sql_reference.substr(0, place), " IF EXISTS");
}

std::string guarded(const std::string& statement, std::string_view condition) {
  return fmt::format("DO $$BEGIN\n  {};\nEXCEPTION WHEN {} THEN NULL;\nEND$$", statement,
                     condition);
}

std::string reference_on_relation(std::string_view word, const CatalogObject& object) {
  return fmt::format("{} {} ON {}", word, sql_identifier(object.name.name), sql_name(object.owner));
}

std::string alter_table(const CatalogObject& member) {
  return "ALTER TABLE " + sql_name(member.owner);
}

std::string with_if_not_exists(std::string_view create, std::string_view behind) {
  return inserted(create, behind, "IF NOT EXISTS ");
}

std::string with_or_replace(std::string_view create) {
  return create.starts_with("CREATE OR REPLACE") ? std::string(create)
                                                 : inserted(create, "CREATE ", "OR REPLACE ");
}

std::string option_list(const catalog::Texts& options) {
  std::vector<std::string> list;
  for (const std::string& option : options) list.push_back(assignment(option));
  return fmt::format("{}", fmt::join(list, ", "));
}

// SET keeps what it does not name, so that the whole list may be set again.
void change_options(const std::string& alter, const ObjectChange& change, Phase phase,
                    Remedy& remedy) {
  if (!change.of<&CatalogObject::options>()) return;
  const catalog::Texts& to = change.to.options;
  std::vector<std::string> gone;
  for (const std::string& option : change.from.options) {
    if (!has_name(to, name_of_option(option))) gone.push_back(name_of_option(option));
  }
  if (!to.empty()) remedy.add(phase, fmt::format("{} SET ({})", alter, option_list(to)));
  if (!gone.empty()) {
    remedy.add(phase, fmt::format("{} RESET ({})", alter, fmt::join(gone, ", ")));
  }
}

std::string_view unlogged(const CatalogObject& object) {
  return object.relation.persistence == catalog::Persistence::unlogged ? "UNLOGGED " : "";
}

void set_tablespace(const std::string& alter, const CatalogObject& object, Phase phase,
                    Remedy& remedy) {
  remedy.add(phase, fmt::format("{} SET TABLESPACE {}", alter,
                                sql_identifier(object.relation.tablespace)));
}

// These rewrite the table, so that they come before what is built on it.
void change_storage(const std::string& alter, const ObjectChange& change, Remedy& remedy) {
  using catalog::Relation;
  const Relation& to = change.to.relation;
  if (change.of<&Relation::access_method>() && to.access_method) {
    remedy.add(Phase::table,
               fmt::format("{} SET ACCESS METHOD {}", alter, sql_identifier(*to.access_method)));
  }
  if (change.of<&Relation::own_tablespace>()) {
    set_tablespace(alter, change.to, Phase::table, remedy);
  }
  if (change.of<&Relation::persistence>()) {
    remedy.add(Phase::table, fmt::format("{} SET {}", alter, word(to.persistence)));
  }
}

std::string server_option_clause(const catalog::Texts& options) {
  std::vector<std::string> list;
  for (const std::string& option : options) list.push_back(server_option(option));
  return list.empty() ? "" : fmt::format(" OPTIONS ({})", fmt::join(list, ", "));
}

// OPTIONS (ADD ...) of an option that is there fails, and so does SET or DROP of one that is not.
void change_server_options(const std::string& alter, const catalog::Texts& from,
                           const catalog::Texts& to, Phase phase, Remedy& remedy) {
  for (const std::string& option : to) {
    if (std::ranges::find(from, option) != from.end()) continue;
    if (has_name(from, name_of_option(option))) {
      remedy.add(phase, fmt::format("{} OPTIONS (SET {})", alter, server_option(option)));
    } else {
      remedy.add(phase, guarded(fmt::format("{} OPTIONS (ADD {})", alter, server_option(option)),
                                "duplicate_object"));
    }
  }
  for (const std::string& option : from) {
    const std::string name = name_of_option(option);
    if (has_name(to, name)) continue;
    remedy.add(phase, guarded(fmt::format("{} OPTIONS (DROP {})", alter, sql_identifier(name)),
                              "undefined_object"));
  }
}

void set_state(std::string_view kind, const CatalogObject& object, catalog::Enabled state,
               Remedy& remedy) {
  remedy.add(Phase::property, fmt::format("{} {} {} {}", alter_table(object), word(state), kind,
                                          sql_identifier(object.name.name)));
}

std::string type_and_collation(const CatalogObject& object) {
  const auto& column = object.as<catalog::Column>();
  return column.collation ? fmt::format("{} COLLATE {}", column.type, *column.collation)
                          : column.type;
}

std::string column_list(const CatalogObject& table, const Catalog& all) {
  std::vector<std::string> lines;
  for (const CatalogObject* column : all.members(ObjectKind::column, table.name)) {
    lines.push_back(
        fmt::format("\n    {} {}", sql_identifier(column->name.name), column_definition(*column)));
  }
  return fmt::format("({}{})", fmt::join(lines, ","), lines.empty() ? "" : "\n");
}

// Identity, GENERATED and DEFAULT exclude each other.
std::string column_definition(const CatalogObject& object) {
  const auto& column = object.as<catalog::Column>();
  std::string text = type_and_collation(object) + server_option_clause(column.server_options);
  if (column.identity != catalog::Identity::none) {
    text += fmt::format(" GENERATED {} AS IDENTITY ({})", word(column.identity),
                        fmt::join(column.identity_options, " "));
  } else if (column.generated != catalog::Generated::none) {
    text += fmt::format(" GENERATED ALWAYS AS ({}) {}", column.default_value.value_or(""),
                        word(column.generated));
  } else if (column.default_value) {
    text += fmt::format(" DEFAULT {}", *column.default_value);
  }
  if (column.not_null) text += " NOT NULL";
  return text;
}

}  // namespace pgsettle
