// What a later statement says anew, once or twice, in the same script or in another one, with a
// statement between that would see the earlier state; and relations that grow a column.
#include <algorithm>

#include "property/generated_code.h"
#include "property/generated_thing.h"

namespace pgsettle {
namespace {

// Reads what the database has at that moment, and keeps it.
void say_opaque(GeneratedWriter& w, const GeneratedThing& thing) {
  switch (w.dice.below(6)) {
    case 0:
      w.say(fmt::format("INSERT INTO {} SELECT ({})::text", w.full("log"),
                        w.dice.one_of(thing.conditions)));
      return;
    case 1:
      w.say(do_block("BEGIN IF " + w.dice.one_of(thing.conditions) + " THEN INSERT INTO " +
                     w.full("log") + " VALUES ('there'); END IF; END"));
      return;
    case 2:
      w.say(do_block(reaching_code(w)("NULL;")));
      return;
    default:
      return;
  }
}

// The last one counts, unless somebody looked before.
void supersede(GeneratedWriter& w) {
  w.is_superseding = true;
  const GeneratedThing thing = make_thing(w);
  const std::size_t count = w.dice.between(2, 3);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t now = w.dice.below(thing.definitions.size());
    const std::size_t before = w.dice.chance(30) ? w.dice.below(thing.definitions.size()) : now;
    const bool drops = !thing.can_be_replaced || w.dice.chance(50);
    if (drops) w.say(drop_statement(thing, true) + w.dice.one_of({"", " CASCADE"}));
    const CreateForm form = drops ? CreateForm::plain : CreateForm::or_replace;
    const bool is_fixed = !drops;  // OR REPLACE may refuse another definition
    w.say_edited(create_statement(thing, is_fixed ? 0 : before, form),
                 create_statement(thing, is_fixed ? std::min<std::size_t>(i, 1) : now, form));
    if (w.dice.chance(30)) w.say("COMMENT ON " + thing.reference + " IS " + w.text());
    say_opaque(w, thing);
  }
  for (std::size_t i = 0; i < thing.definitions.size(); ++i) {
    w.drift_ideas.push_back(drop_statement(thing, true) + " CASCADE; " +
                            create_statement(thing, i, CreateForm::plain));
  }
}

struct Aspect {
  const char* pattern;
  std::vector<std::string> values;
};

// Statements that say one thing of a table; each undoes the one before.
void supersede_aspect(GeneratedWriter& w) {
  w.is_superseding = true;
  const std::string host = w.full(host_table(w));
  static const std::vector<Aspect> aspects = {
      {"COMMENT ON TABLE {} IS {}", {"'one'", "'two'", "NULL"}},
      {"COMMENT ON COLUMN {}.a IS {}", {"'one'", "'two'", "NULL"}},
      {"ALTER TABLE {} ALTER COLUMN a {}", {"SET DEFAULT 'x'", "SET DEFAULT 'y'", "DROP DEFAULT"}},
      {"ALTER TABLE {} ALTER COLUMN id {}", {"SET NOT NULL", "DROP NOT NULL"}},
      {"ALTER TABLE {} OWNER TO {}", {"owner_role", "reader_role", "CURRENT_USER"}},
      {"ALTER TABLE {} {} ROW LEVEL SECURITY", {"ENABLE", "DISABLE", "FORCE", "NO FORCE"}},
      {"ALTER TABLE {} SET (fillfactor = {})", {"50", "60"}},
      {"ALTER TABLE {} REPLICA IDENTITY {}", {"FULL", "DEFAULT", "NOTHING"}},
      {"ALTER TABLE {} ALTER COLUMN b SET STATISTICS {}", {"10", "20"}},
      {"ALTER TABLE {} ALTER COLUMN a SET STORAGE {}", {"EXTERNAL", "MAIN"}},
      {"ALTER TABLE {} ALTER COLUMN a TYPE {}", {"text", "varchar(90)", "varchar"}}};
  const Aspect& aspect = w.dice.one_of(aspects);
  const auto text = [&] {
    return fmt::format(fmt::runtime(aspect.pattern), host, w.dice.one_of(aspect.values));
  };
  for (std::size_t i = w.dice.between(1, 3); i > 0; --i) {
    const std::string now = text();
    w.say_edited(w.dice.chance(30) ? text() : now, now);
    if (w.dice.chance(25)) w.say(fmt::format("INSERT INTO {} VALUES ('look')", w.full("log")));
  }
  w.drift_ideas.push_back(text());
}

// An edit puts a column where it belongs; the database gets it at the end, or not at all.
void grow_in_the_middle(GeneratedWriter& w) {
  const std::string name = w.full(w.unique("grown"));
  const std::string view = name + "_view";
  w.say_edited("CREATE TABLE IF NOT EXISTS " + name + " (id int, z text)",
               "CREATE TABLE IF NOT EXISTS " + name + " (id int, middle int, z text)");
  const bool is_added = w.dice.chance(70);
  if (is_added) w.say_edited("", "ALTER TABLE " + name + " ADD COLUMN IF NOT EXISTS middle int");
  const bool is_dropped = w.dice.chance(60);
  if (is_dropped) w.say("DROP VIEW IF EXISTS " + view + w.dice.one_of({"", " CASCADE"}));
  const std::string create = is_dropped ? "CREATE VIEW " : "CREATE OR REPLACE VIEW ";
  const std::string star = w.dice.one_of({"*", "id, z", "id, z"});
  const std::string more = star == "*" ? "*" : is_added && is_dropped ? "id, middle, z" : "id, z";
  w.say_edited(create + view + " AS SELECT " + star + " FROM " + name,
               create + view + " AS SELECT " + more + " FROM " + name);
  w.drift_ideas.push_back("ALTER TABLE " + name + " ADD COLUMN middle text");
  w.drift_ideas.push_back("ALTER TABLE " + name + " DROP COLUMN z CASCADE");
  w.drift_ideas.push_back("DROP VIEW IF EXISTS " + view);
}

// An edit takes a statement out, or adds one.
void edit_statements(GeneratedWriter& w) {
  const GeneratedThing thing = make_thing(w);
  const std::string drop = drop_statement(thing, true) + " CASCADE";
  const std::string create =
      create_statement(thing, w.dice.below(thing.definitions.size()), CreateForm::plain);
  const Wrap make = guard(w, thing);
  if (w.dice.chance(50)) {
    w.say_edited("", make(create));
  } else {
    w.say_edited(make(create), drop);
  }
  if (w.dice.chance(30)) w.say(drop);
}

}  // namespace

std::vector<WeightedFragment> supersession_fragments() {
  return {{10, supersede}, {8, supersede_aspect}, {5, grow_in_the_middle}, {4, edit_statements}};
}

}  // namespace pgsettle
