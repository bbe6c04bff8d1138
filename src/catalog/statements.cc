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

std::string option_list(const CatalogObject& object) {
  std::vector<std::string> list;
  for (const std::string& option : object.list("options")) list.push_back(assignment(option));
  return fmt::format("{}", fmt::join(list, ", "));
}

void change_options(const std::string& alter, const ObjectChange& change, Phase phase,
                    Remedy& remedy) {
  if (!change.has("options")) return;
  const auto& to = change.to.list("options");
  std::vector<std::string> gone;
  for (const std::string& option : change.from.list("options")) {
    const bool kept = std::ranges::any_of(to, [&](const std::string& other) {
      return name_of_option(other) == name_of_option(option);
    });
    if (!kept) gone.push_back(name_of_option(option));
  }
  if (!to.empty()) remedy.add(phase, fmt::format("{} SET ({})", alter, option_list(change.to)));
  if (!gone.empty()) {
    remedy.add(phase, fmt::format("{} RESET ({})", alter, fmt::join(gone, ", ")));
  }
}

void set_state(std::string_view word, const CatalogObject& object, Remedy& remedy) {
  const std::string_view letter = object.get("enabled");
  const std::string_view state = letter == "D"   ? "DISABLE"
                                 : letter == "R" ? "ENABLE REPLICA"
                                 : letter == "A" ? "ENABLE ALWAYS"
                                                 : "ENABLE";
  remedy.add(Phase::property, fmt::format("{} {} {} {}", alter_table(object), state, word,
                                          sql_identifier(object.name.name)));
}

std::string type_and_collation(const CatalogObject& column) {
  std::string text(column.get("type"));
  if (column.has("collation")) text += fmt::format(" COLLATE {}", column.get("collation"));
  return text;
}

std::string column_definition(const CatalogObject& column) {
  std::string text = type_and_collation(column);
  if (column.has("identity")) {
    text += fmt::format(" GENERATED {} AS IDENTITY ({})",
                        column.get("identity") == "a" ? "ALWAYS" : "BY DEFAULT",
                        fmt::join(column.list("identity_options"), " "));
  } else if (column.has("generated")) {
    text += fmt::format(" GENERATED ALWAYS AS ({}) {}", column.get("default"),
                        column.get("generated") == "v" ? "VIRTUAL" : "STORED");
  } else if (column.has("default")) {
    text += fmt::format(" DEFAULT {}", column.get("default"));
  }
  if (column.is("not_null")) text += " NOT NULL";
  return text;
}

}  // namespace pgsettle
