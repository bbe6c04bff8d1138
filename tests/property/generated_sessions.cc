// What a script makes of its session and its transactions, and names that mean something else
// because of that.
#include "property/generated_code.h"
#include "property/generated_thing.h"

namespace pgsettle {
namespace {

void say_any_create(GeneratedWriter& w) {
  const GeneratedThing thing = make_thing(w);
  w.say(drop_statement(thing, true) + " CASCADE");
  w.say(create_statement(thing, w.dice.below(thing.definitions.size()), CreateForm::plain));
  w.drift_ideas.push_back(drop_statement(thing, true) + " CASCADE");
}

std::string other_schema(const GeneratedWriter& w) { return w.schema + "_other"; }

// Where an unqualified name is made, by the search_path of a moment.
void make_by_local_path(GeneratedWriter& w) {
  const std::string name = w.unique("here");
  const std::string path = w.dice.one_of({w.schema, other_schema(w), '"' + w.schema + '"'});
  const std::string set = w.dice.one_of({"SET LOCAL search_path = ", "SET LOCAL search_path TO "});
  const bool is_undone = w.dice.chance(25);
  w.say("BEGIN");
  if (w.dice.chance(30)) {
    w.say("SAVEPOINT s");
    w.say("SET LOCAL search_path = " + other_schema(w));
    w.say(w.dice.one_of({"ROLLBACK TO s", "RELEASE s"}));
  }
  if (w.dice.chance(30)) {
    w.say("SELECT set_config('search_path', '" + path + "', true)");
  } else {
    w.say(set + path);
  }
  w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id int, x text)", name));
  if (w.dice.chance(50)) w.say(fmt::format("COMMENT ON TABLE {} IS {}", name, w.text()));
  if (w.dice.chance(40)) {
    w.say(fmt::format("CREATE INDEX IF NOT EXISTS {0}_x ON {0} (x)", name));
  }
  w.say(is_undone ? "ROLLBACK" : "COMMIT");
  for (const std::string& schema : {w.schema, other_schema(w)}) {
    w.drift_ideas.push_back(fmt::format("DROP TABLE {}.{}", schema, name));
    w.drift_ideas.push_back(fmt::format("CREATE TABLE {}.{} (id int, x text)", schema, name));
    w.drift_ideas.push_back(fmt::format("COMMENT ON TABLE {}.{} IS 'drift'", schema, name));
  }
}

// The path of the session, undone with its transaction or by RESET, then set as it was.
void make_by_session_path(GeneratedWriter& w) {
  const std::string name = w.unique("there");
  const bool in_transaction = w.dice.chance(40);
  if (in_transaction) w.say("BEGIN");
  w.say(w.dice.one_of(
      {"SET search_path = " + other_schema(w), "SET SESSION search_path TO " + other_schema(w),
       "SET search_path = '" + other_schema(w) + "', pg_catalog",
       "SELECT pg_catalog.set_config('search_path', '" + other_schema(w) + "', false)",
       "SET SCHEMA '" + other_schema(w) + "'"}));
  if (in_transaction) w.say(w.dice.one_of({"COMMIT", "ROLLBACK"}));
  if (!in_transaction && w.dice.chance(20)) w.say("SET search_path = " + w.schema);
  w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id int)", name));
  w.say(fmt::format("CREATE OR REPLACE VIEW {0}_view AS SELECT id FROM {0}", name));
  w.say("RESET search_path");
  w.say_search_path();
  if (w.style == NameStyle::qualified) return;
  for (const std::string& schema : {w.schema, other_schema(w), std::string("public")}) {
    w.drift_ideas.push_back(fmt::format("DROP TABLE IF EXISTS {}.{} CASCADE", schema, name));
  }
}

void make_under_role(GeneratedWriter& w) {
  const std::string role = w.role();
  w.say(fmt::format("GRANT USAGE, CREATE ON SCHEMA {}, {} TO {}", w.schema, other_schema(w), role));
  const std::string name = w.full(w.unique("owned"));
  const bool is_local = w.dice.chance(40);
  if (is_local) w.say("BEGIN");
  w.say(is_local ? "SET LOCAL ROLE " + role
                 : w.dice.one_of({"SET ROLE " + role, "SET SESSION AUTHORIZATION " + role}));
  const bool is_session = w.statements.back().text.starts_with("SET SESSION");
  if (w.dice.chance(50)) w.say("DROP TABLE IF EXISTS " + name);
  w.say("CREATE TABLE IF NOT EXISTS " + name + " (id int)");
  if (w.dice.chance(40)) w.say("COMMENT ON TABLE " + name + " IS " + w.text());
  if (w.dice.chance(40)) w.say("GRANT SELECT ON " + name + " TO " + w.grantee());
  if (is_local) {
    w.say(w.dice.one_of({"COMMIT", "COMMIT", "ROLLBACK"}));
  } else {
    w.say(is_session ? "RESET SESSION AUTHORIZATION"
                     : w.dice.one_of({"RESET ROLE", "SET ROLE NONE"}));
  }
  w.drift_ideas.push_back("ALTER TABLE " + name + " OWNER TO " + w.role());
  w.drift_ideas.push_back("DROP TABLE " + name);
  w.drift_ideas.push_back("GRANT SELECT ON " + name + " TO " + w.role());
}

void undo_to_savepoint(GeneratedWriter& w) {
  w.is_superseding = true;
  w.say("BEGIN");
  if (w.dice.chance(40)) say_any_create(w);
  w.say("SAVEPOINT one");
  say_any_create(w);
  if (w.dice.chance(40)) {
    w.say("SAVEPOINT two");
    say_any_create(w);
    w.say(w.dice.one_of({"RELEASE two", "ROLLBACK TO two"}));
  }
  w.say(w.dice.one_of({"ROLLBACK TO one", "ROLLBACK TO SAVEPOINT one", "RELEASE SAVEPOINT one"}));
  if (w.dice.chance(40)) say_any_create(w);
  w.say(w.dice.one_of({"COMMIT", "COMMIT", "END", "ROLLBACK"}));
  // The host may have been made and undone here.
  w.host.clear();
}

// Hides a table of the same name for as long as it lives.
void hide_by_temporary(GeneratedWriter& w) {
  w.is_superseding = true;
  if (w.style == NameStyle::qualified) return;
  const std::string name = w.unique("hid");
  w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id int, x text)", w.full(name)));
  const bool in_transaction = w.dice.chance(50);
  if (in_transaction) w.say("BEGIN");
  w.say(fmt::format("CREATE TEMPORARY TABLE {}{} (id int, x text){}",
                    w.dice.one_of({"", "IF NOT EXISTS "}), name,
                    in_transaction ? w.dice.one_of({" ON COMMIT DROP", " ON COMMIT DELETE ROWS"})
                                   : w.dice.one_of({"", " ON COMMIT PRESERVE ROWS"})));
  w.say(fmt::format("CREATE INDEX IF NOT EXISTS {0}_one ON {0} (x)", name));
  w.say(fmt::format("COMMENT ON TABLE {} IS {}", name, w.text()));
  if (in_transaction) w.say(w.dice.one_of({"COMMIT", "COMMIT", "ROLLBACK"}));
  w.say(fmt::format("CREATE INDEX IF NOT EXISTS {0}_two ON {0} (id)", name));
  w.say(fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS z int", name));
  w.say(fmt::format("DROP TABLE IF EXISTS pg_temp.{}", name));
  w.say(fmt::format("COMMENT ON COLUMN {}.x IS {}", w.full(name), w.text()));
  w.drift_ideas.push_back(fmt::format("COMMENT ON TABLE {} IS 'drift'", w.full(name)));
  w.drift_ideas.push_back(fmt::format("ALTER TABLE {} ADD COLUMN z text", w.full(name)));
  w.drift_ideas.push_back(fmt::format("CREATE INDEX {0}_one ON {1} (id)", name, w.full(name)));
}

// The session starts anew: nothing that was SET is left.
void connect_again(GeneratedWriter& w) {
  if (w.dice.chance(40)) w.say("SET search_path = " + other_schema(w));
  w.say(w.dice.one_of({"\\connect -", "\\c", "\\connect"}));
  w.say_search_path();
}

}  // namespace

std::vector<WeightedFragment> session_fragments() {
  return {{5, make_by_local_path}, {4, make_by_session_path}, {5, make_under_role},
          {5, undo_to_savepoint},  {3, hide_by_temporary},    {1, connect_again}};
}

}  // namespace pgsettle
