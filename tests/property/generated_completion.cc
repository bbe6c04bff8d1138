// Definitions of which one statement says a part and a later one the rest.
#include "property/generated_values.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

// What may stand between the two.
void say_between(GeneratedWriter& w) {
  if (w.dice.chance(75)) return;
  w.say(w.dice.one_of({fmt::format("INSERT INTO {} VALUES ('between')", w.full("log")),
                       "SET statement_timeout = 0",
                       fmt::format("COMMENT ON TABLE {} IS {}", w.full("log"), w.text())}));
}

void make_function_with_attributes(GeneratedWriter& w) {
  const std::string name = w.fresh("attributed");
  const bool is_atomic = w.server_version >= 14 && w.dice.chance(25);
  if (w.dice.chance(30)) {
    w.say(fmt::format("DROP FUNCTION IF EXISTS {}{}{}", w.at(name),
                      w.dice.one_of({"(int, text)", "(integer, b text)", ""}),
                      w.dice.one_of({"", " CASCADE"})));
  }
  w.say(
      fmt::format("CREATE OR REPLACE FUNCTION {}(a int, b text DEFAULT 'x') RETURNS int LANGUAGE "
                  "sql{}{}",
                  w.at(name), w.dice.one_of({"", " STABLE", " COST 50"}),
                  is_atomic ? " RETURN a + 1" : " AS $$ SELECT a + 1 $$"));
  say_between(w);
  for (std::size_t i = w.dice.between(1, 2); i > 0; --i) {
    w.say(fmt::format("ALTER FUNCTION {}({}) {}", w.at(name),
                      w.dice.one_of({"int, text", "a integer, b text"}),
                      w.dice.one_of({"SET search_path = ''", "SET search_path TO public, pg_temp",
                                     "SECURITY DEFINER", "IMMUTABLE", "COST 9", "STRICT",
                                     "RESET ALL", "SET work_mem = '8MB'", "PARALLEL SAFE"})));
  }
  if (w.dice.chance(30)) {
    w.say(fmt::format("REVOKE ALL ON FUNCTION {}(int, text) FROM PUBLIC", w.at(name)));
    w.say(fmt::format("GRANT EXECUTE ON FUNCTION {}(int, text) TO {}", w.at(name), w.role()));
  }
  w.model.routines.push_back({.keyword = "FUNCTION",
                              .name = name,
                              .arguments = "integer, text",
                              .call = "",
                              .result = "integer",
                              .is_closed = true});
}

void make_view_with_options(GeneratedWriter& w) {
  const GeneratedRelation from = w.table();
  const std::string name = w.fresh("optioned");
  const bool is_dropped = w.dice.chance(40);
  if (is_dropped) {
    w.say(fmt::format("DROP VIEW IF EXISTS {}{}", w.at(name), w.dice.one_of({"", " CASCADE"})));
  }
  w.say(fmt::format("CREATE {}VIEW {}{} AS SELECT id FROM {}", is_dropped ? "" : "OR REPLACE ",
                    w.at(name), w.dice.one_of({"", "", " (id)", " WITH (security_barrier)"}),
                    w.at(from.name)));
  say_between(w);
  if (w.dice.chance(70)) {
    w.say(fmt::format("ALTER VIEW {}{} SET ({})", w.dice.one_of({"", "IF EXISTS "}), w.at(name),
                      w.dice.one_of({"security_barrier = true", "security_barrier",
                                     "security_barrier = false", "check_option = local"})));
  }
  if (w.dice.chance(50)) {
    w.say(fmt::format("GRANT SELECT ON {} TO {}", w.at(name), w.role()));
    if (w.dice.chance(30)) w.say(fmt::format("REVOKE SELECT ON {} FROM {}", w.at(name), w.role()));
  }
  if (w.dice.chance(30)) w.say(fmt::format("COMMENT ON VIEW {} IS {}", w.at(name), w.text()));
  w.model.relations.push_back({.kind = "VIEW",
                               .name = name,
                               .columns = {{.name = "id", .type = "bigint"}},
                               .is_closed = true});
}

void make_recursive_view(GeneratedWriter& w) {
  const std::string name = w.fresh("counted");
  // Its own name has no schema in it.
  w.say(
      fmt::format("CREATE OR REPLACE RECURSIVE VIEW {} (n) AS VALUES ({}) UNION ALL SELECT n + 1 "
                  "FROM {} WHERE n < 5",
                  w.full(name), w.dice.one_of({"1", "(1)", "1::int"}), name));
  w.model.relations.push_back({.kind = "VIEW",
                               .name = name,
                               .columns = {{.name = "n", .type = "integer"}},
                               .is_closed = true});
}

void make_switched_trigger(GeneratedWriter& w) {
  const std::string function = w.at(w.trigger_function().name);
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("switched");
  w.say(fmt::format("DROP TRIGGER IF EXISTS {} ON {}", name, w.at(table.name)));
  w.say(fmt::format("CREATE TRIGGER {} AFTER UPDATE ON {}{} EXECUTE FUNCTION {}()", name,
                    w.at(table.name), w.dice.one_of({"", " FOR EACH ROW"}), function));
  say_between(w);
  w.say(fmt::format("ALTER TABLE {} {} TRIGGER {}", w.at(table.name),
                    w.dice.one_of({"DISABLE", "ENABLE ALWAYS", "ENABLE", "ENABLE REPLICA"}), name));
  w.model.parts.push_back({.kind = "TRIGGER", .name = name, .relation = table.name});
}

void make_validated_constraint(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("validated");
  const std::string only = table.is_partitioned ? "" : w.dice.one_of({"", "", "ONLY "});
  const std::string t = only + w.at(table.name);
  const std::string add = fmt::format("ADD CONSTRAINT {} CHECK (id BETWEEN -9 AND 99999)", name);
  const std::string not_valid = w.dice.one_of({"", " NOT VALID"});
  if (w.dice.chance(40)) {
    w.say(
        fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}, {}{}", t, name, add, not_valid));
  } else {
    w.say(fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", t, name));
    w.say(fmt::format("ALTER TABLE {} {}{}", t, add, not_valid));
  }
  say_between(w);
  if (w.dice.chance(60)) w.say(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", t, name));
  w.model.parts.push_back({.kind = "CONSTRAINT", .name = name, .relation = table.name});
}

void make_key_with_parameters(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("keyed");
  w.say(fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", w.at(table.name), name));
  w.say(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE (id){}", w.at(table.name), name,
                    w.dice.one_of({"", " WITH (fillfactor = 70)", " WITH (fillfactor = '70')",
                                   " NOT DEFERRABLE"})));
  w.model.parts.push_back({.kind = "CONSTRAINT", .name = name, .relation = table.name});
  w.model.indexes.push_back(name);
}

}  // namespace

std::vector<WeightedFragment> completion_fragments() {
  return {{8, make_function_with_attributes}, {6, make_view_with_options},
          {2, make_recursive_view},           {4, make_switched_trigger},
          {5, make_validated_constraint},     {4, make_key_with_parameters}};
}

}  // namespace pgsettle
