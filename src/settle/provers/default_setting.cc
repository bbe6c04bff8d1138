// ALTER ROLE and ALTER DATABASE: what their sessions begin with, and the attributes of a role.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.h"
#include "settle/changes.h"
#include "settle/prover.h"
#include "settle/setting_truths.h"
#include "sql/fallback/names_in.h"
#include "sql/write/quoting.h"

namespace pgsettle::provers {
namespace {

using Names = std::set<std::string, std::less<>>;

bool claims(const Action& action) {
  return action.verb == Verb::alter && action.change == Change::settings &&
         (action.kind == ObjectKind::role || action.kind == ObjectKind::database);
}

// Of the database that the statement names, if any.
std::vector<std::string> settings_of(const CatalogObject& object, const std::string& database) {
  std::vector<std::string> list;
  const auto& settings = object.has<catalog::Role>() ? object.as<catalog::Role>().settings
                                                     : object.as<catalog::Database>().settings;
  for (const std::string& text : settings) {
    const std::size_t line = text.find('\n');
    if (text.substr(0, line) == database) list.push_back(text.substr(line + 1));
  }
  return list;
}

// ALTER ROLE r WITH LOGIN NOSUPERUSER: all words are attributes that it has.
bool has_attributes(const CatalogObject& role, std::string_view sql) {
  const auto& attributes = role.as<catalog::Role>().attributes;
  Names words = names_in(sql);
  for (const std::string_view word : {"alter", "role", "user", "with"})
    words.erase(std::string(word));
  if (words.erase(role.name.name) == 0 || words.empty()) return false;
  return std::ranges::all_of(words, [&](const std::string& word) {
    return std::ranges::any_of(
        attributes, [&](const std::string& attribute) { return to_lower(attribute) == word; });
  });
}

Proof prove(const PlacedAction& subject) {
  const CatalogObject* object = subject.find();
  if (object == nullptr) return unknown();
  if (subject.action.kind == ObjectKind::role && has_attributes(*object, subject.sql)) {
    return same("is so already");
  }
  const std::string& database = subject.action.arguments;
  const std::string here =
      database.empty() ? std::string() : "IN DATABASE " + quote_identifier(database);
  const std::string alter =
      fmt::format("ALTER {} {} {}", subject.action.kind == ObjectKind::role ? "ROLE" : "DATABASE",
                  quote_identifier(object->name.name), here);
  std::vector<std::string> truths;
  add_setting_truths(alter, settings_of(*object, database), subject.sql, truths);
  return says_one_of(subject, truths) ? same("is so already") : would_change("differs");
}

}  // namespace

extern const Prover default_setting{
    .id = "default_setting", .claims = claims, .prove = prove, .reads_definition = true};

}  // namespace pgsettle::provers
