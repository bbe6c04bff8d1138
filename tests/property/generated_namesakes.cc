// Two schemas with the same names in them, where the search_path decides which one is meant.
#include "property/generated_code.h"
#include "property/generated_thing.h"

namespace pgsettle {
namespace {

struct Namesakes {
  std::string name;
  std::string here;
  std::string there;
};

Namesakes namesakes(GeneratedWriter& w, const std::string& base) {
  const std::string name = w.unique(base);
  return {.name = name, .here = w.full(name), .there = w.schema + "_other." + name};
}

void say_path(GeneratedWriter& w, bool is_other_first) {
  const std::string other = w.schema + "_other";
  w.say("SET search_path = " +
        (is_other_first ? other + ", " + w.schema : w.schema + ", " + other));
}

void twin_tables(GeneratedWriter& w) {
  w.is_superseding = true;
  const Namesakes both = namesakes(w, "twin");
  for (const std::string& name : {both.here, both.there}) {
    if (w.dice.chance(80)) w.say("CREATE TABLE IF NOT EXISTS " + name + " (id int, x text)");
    w.drift_ideas.push_back("DROP TABLE IF EXISTS " + name + " CASCADE");
    w.drift_ideas.push_back("CREATE TABLE " + name + " (id int, x text)");
    w.drift_ideas.push_back("COMMENT ON TABLE " + name + " IS 'drift'");
    w.drift_ideas.push_back(fmt::format("CREATE INDEX {}_x ON {} (id)", both.name, name));
  }
  say_path(w, w.dice.chance(50));
  w.say("CREATE TABLE IF NOT EXISTS " + both.name + " (id int, x text)");
  w.say(fmt::format("CREATE INDEX IF NOT EXISTS {0}_x ON {0} (x)", both.name));
  if (w.dice.chance(50)) say_path(w, w.dice.chance(50));
  w.say(fmt::format("COMMENT ON TABLE {} IS {}", both.name, w.text()));
  w.say(fmt::format("CREATE OR REPLACE VIEW {0}_v AS SELECT id FROM {0}", both.name));
  if (w.dice.chance(40)) w.say("DROP TABLE IF EXISTS " + both.name + " CASCADE");
  w.say(fmt::format("COMMENT ON TABLE {} IS {}", w.full("log"), w.text()));
  w.say_search_path();
}

void twin_functions(GeneratedWriter& w) {
  w.is_superseding = true;
  const Namesakes both = namesakes(w, "same");
  const std::string table = host_table(w);
  const auto make = [&](const std::string& name, int value) {
    return fmt::format("CREATE OR REPLACE FUNCTION {}() RETURNS int LANGUAGE sql AS 'SELECT {}'",
                       name, value);
  };
  w.say(make(both.here, 1));
  if (w.dice.chance(70)) w.say(make(both.there, 2));
  say_path(w, w.dice.chance(50));
  if (w.dice.chance(50)) w.say(make(both.name, 3));
  w.say(fmt::format("ALTER TABLE {} ALTER COLUMN b SET DEFAULT {}()", w.full(table), both.name));
  w.say(fmt::format("CREATE OR REPLACE VIEW {}.{}_v AS SELECT {}() AS x", w.schema, both.name,
                    both.name));
  if (w.dice.chance(30)) w.say(fmt::format("DROP FUNCTION IF EXISTS {}() CASCADE", both.there));
  w.say_search_path();
  for (const std::string& name : {both.here, both.there}) {
    w.drift_ideas.push_back(make(name, 9));
    w.drift_ideas.push_back(fmt::format("DROP FUNCTION IF EXISTS {}() CASCADE", name));
  }
}

void twin_types(GeneratedWriter& w) {
  const Namesakes both = namesakes(w, "kind");
  const std::string user = w.full(w.unique("kind_user"));
  const auto make = [&](const std::string& name, const std::string& labels) {
    return do_block(
        fmt::format("BEGIN CREATE TYPE {} AS ENUM ({}); EXCEPTION WHEN "
                    "duplicate_object THEN NULL; END",
                    name, labels));
  };
  w.say(make(both.here, "'a', 'b'"));
  if (w.dice.chance(70)) w.say(make(both.there, "'b', 'a'"));
  say_path(w, w.dice.chance(50));
  if (w.dice.chance(50)) w.say(make(both.name, "'c'"));
  w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id int, k {})", user, both.name));
  w.say(fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS l {}[]", user, both.name));
  if (w.dice.chance(40)) w.say(fmt::format("ALTER TYPE {} ADD VALUE IF NOT EXISTS 'd'", both.name));
  w.say_search_path();
  w.drift_ideas.push_back("DROP TYPE IF EXISTS " + both.here + " CASCADE");
  w.drift_ideas.push_back("DROP TYPE IF EXISTS " + both.there + " CASCADE");
  w.drift_ideas.push_back(fmt::format("CREATE TYPE {} AS ENUM ('a')", both.there));
  w.drift_ideas.push_back(fmt::format("ALTER TABLE {} DROP COLUMN k", user));
}

}  // namespace

std::vector<WeightedFragment> namesake_fragments() {
  return {{4, twin_tables}, {4, twin_functions}, {3, twin_types}};
}

}  // namespace pgsettle
