#include "property/generated_thing.h"

#include <utility>

#include "property/generated_thing_names.h"

namespace pgsettle {
namespace {

void replace_word(std::string& text, const std::string& word, const std::string& by) {
  const std::size_t place = text.find(word);
  if (place != std::string::npos) text.replace(place, word.size(), by);
}

}  // namespace

std::string ThingNames::fill(const std::string& pattern) const {
  // What create_statement() and drop_statement() fill in stays.
  return fmt::format(fmt::runtime(pattern), fmt::arg("n", name), fmt::arg("s", schema),
                     fmt::arg("h", host), fmt::arg("if_exists", "{if_exists}"),
                     fmt::arg("or_replace", "{or_replace}"),
                     fmt::arg("if_not_exists", "{if_not_exists}"));
}

std::vector<std::string> ThingNames::fill(std::vector<std::string> patterns) const {
  for (std::string& pattern : patterns) pattern = fill(pattern);
  return patterns;
}

GeneratedThing filled(const ThingNames& names, GeneratedThing thing) {
  thing.name = names.name;
  thing.drop = names.fill(thing.drop);
  thing.definitions = names.fill(thing.definitions);
  thing.conditions = names.fill(thing.conditions);
  thing.reference = names.fill(thing.reference);
  thing.privilege = names.fill(thing.privilege);
  thing.dependants = names.fill(thing.dependants);
  return thing;
}

ThingNames names_for(GeneratedWriter& w, const std::string& base) {
  std::string host = host_table(w);
  return {.name = w.unique(base), .schema = w.schema, .host = std::move(host)};
}

std::string sql_literal(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

std::string drop_statement(const GeneratedThing& thing, bool if_exists) {
  std::string text = thing.drop;
  replace_word(text, "{if_exists}", if_exists ? "IF EXISTS " : "");
  return text;
}

std::string create_statement(const GeneratedThing& thing, std::size_t definition, CreateForm form) {
  std::string text = thing.definitions[definition];
  replace_word(text, "{or_replace}", form == CreateForm::or_replace ? "OR REPLACE " : "");
  replace_word(text, "{if_not_exists}", form == CreateForm::if_not_exists ? "IF NOT EXISTS " : "");
  return text;
}

std::string host_table(GeneratedWriter& w) {
  if (!w.host.empty()) return w.host;
  w.host = w.unique("host");
  w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id bigint, a text, b int)", w.full(w.host)));
  if (w.dice.chance(50)) {
    w.say(fmt::format("INSERT INTO {0} SELECT 1, 'x' WHERE NOT EXISTS (SELECT FROM {0})",
                      w.full(w.host)));
  }
  return w.host;
}

GeneratedThing make_thing(GeneratedWriter& w) {
  static const std::vector<ThingMaker> makers = [] {
    std::vector<ThingMaker> all = table_things();
    const std::vector<ThingMaker> more = schema_things();
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return w.dice.one_of(makers)(w);
}

}  // namespace pgsettle
