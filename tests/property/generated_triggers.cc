// Triggers, policies and rules.
#include "property/generated_values.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

const GeneratedColumn& used_column(GeneratedWriter& w, const GeneratedRelation& table) {
  return table.columns[w.dice.below(2)];  // the first two are never free
}

std::string when_clause(GeneratedWriter& w, const GeneratedRelation& table,
                        const std::string& events) {
  const GeneratedColumn& column = used_column(w, table);
  const bool is_update = events.starts_with("UPDATE") && events.find(" OR ") == std::string::npos;
  if (is_update && w.dice.chance(60)) {
    return w.dice.one_of({"OLD.", "old."}) + column.name + " IS DISTINCT FROM " +
           w.dice.one_of({"NEW.", "new."}) + column.name;
  }
  if (is_update && w.dice.chance(30)) return "OLD.* IS DISTINCT FROM NEW.*";
  return w.condition(column, "NEW.", false);
}

// From the name on: "BEFORE UPDATE ON t FOR EACH ROW EXECUTE ...".
std::string trigger_definition(GeneratedWriter& w, const GeneratedRelation& table,
                               bool is_constraint) {
  const std::string function = w.at(w.trigger_function().name);
  std::string events = w.dice.one_of({"UPDATE", "INSERT", "INSERT OR UPDATE", "UPDATE OR INSERT",
                                      "UPDATE OR DELETE OR INSERT", "DELETE"});
  if (events == "UPDATE" && w.dice.chance(40)) {
    events = "UPDATE OF " + used_column(w, table).name + w.dice.one_of({"", ", id"});
  }
  const bool is_row = is_constraint || w.dice.chance(70);
  const std::string time = is_constraint ? "AFTER" : w.dice.one_of({"BEFORE", "AFTER"});
  std::string text = fmt::format("{} {} ON {}", time, events, w.at(table.name));
  if (is_constraint)
    text += w.dice.one_of({"", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED", " NOT DEFERRABLE"});
  if (!is_row && time == "AFTER" && events == "INSERT" && w.dice.chance(50)) {
    text += " REFERENCING NEW TABLE AS fresh";
  }
  text += is_row ? w.dice.one_of({" FOR EACH ROW", is_constraint ? " FOR EACH ROW" : " FOR ROW"})
                 : w.dice.one_of({" FOR EACH STATEMENT", ""});
  if (is_row && w.dice.chance(35) && events.find("DELETE") == std::string::npos) {
    text += fmt::format(" WHEN ({})", when_clause(w, table, events));
  }
  return text + fmt::format(" EXECUTE {} {}({})", w.dice.one_of({"FUNCTION", "PROCEDURE"}),
                            function, w.dice.one_of({"", "", "'a'", "1, 'it''s'"}));
}

void recreate_trigger(GeneratedWriter& w) {
  w.trigger_function();
  const GeneratedRelation table = w.table();
  const bool is_constraint = w.dice.chance(12);
  const std::string name = w.fresh(w.dice.one_of({"before_all", "touch_row", "\"Trig\""}));
  const std::size_t definitions = w.dice.chance(8) ? 2 : 1;
  for (std::size_t i = 0; i < definitions; ++i) {
    w.say(fmt::format("DROP TRIGGER IF EXISTS {} ON {}{}", name, w.at(table.name),
                      w.dice.one_of({"", "", " CASCADE"})));
    const std::string definition = trigger_definition(w, table, is_constraint);
    w.say(fmt::format("CREATE {}TRIGGER {} {}", is_constraint ? "CONSTRAINT " : "", name,
                      definition));
  }
  w.model.parts.push_back({.kind = "TRIGGER", .name = name, .relation = table.name});
}

void replace_trigger(GeneratedWriter& w) {
  if (w.server_version < 14) return;
  w.trigger_function();
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("replaced");
  const std::string definition = trigger_definition(w, table, false);
  w.say(fmt::format("CREATE OR REPLACE TRIGGER {} {}", name, definition));
  w.model.parts.push_back({.kind = "TRIGGER", .name = name, .relation = table.name});
}

void guard_trigger(GeneratedWriter& w) {
  w.trigger_function();
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("guarded_trigger");
  const std::string definition = trigger_definition(w, table, false);
  w.say_do(
      fmt::format("IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = '{0}' AND tgrelid = "
                  "'{1}'::regclass) THEN\n    CREATE TRIGGER {0} {2};\n  END IF;",
                  name, w.full(table.name), definition));
  w.model.parts.push_back({.kind = "TRIGGER", .name = name, .relation = table.name});
}

void switch_trigger(GeneratedWriter& w) {
  for (const GeneratedPart& part : w.model.parts) {
    if (part.kind != "TRIGGER" || w.dice.chance(50)) continue;
    w.say(fmt::format("ALTER TABLE {} {} TRIGGER {}", w.at(part.relation),
                      w.dice.one_of({"ENABLE", "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA"}),
                      part.name));
    return;
  }
}

void switch_row_security(GeneratedWriter& w) {
  const GeneratedRelation& table = w.table();
  w.say(fmt::format("ALTER TABLE {} {} ROW LEVEL SECURITY", w.at(table.name),
                    w.dice.one_of({"ENABLE", "ENABLE", "FORCE", "DISABLE", "NO FORCE"})));
}

void recreate_policy(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh(w.dice.one_of({"tenant", "\"Read all\""}));
  const std::string command = w.dice.one_of({"ALL", "SELECT", "INSERT", "UPDATE", "DELETE", ""});
  std::string text = fmt::format("CREATE POLICY {} ON {}", name, w.at(table.name));
  text += w.dice.one_of({"", "", " AS PERMISSIVE", " AS RESTRICTIVE"});
  if (!command.empty()) text += " FOR " + command;
  text += w.dice.one_of({"", " TO reader_role", " TO PUBLIC", " TO reader_role, writer_role",
                         " TO writer_role, reader_role"});
  const GeneratedColumn& column = used_column(w, table);
  if (command != "INSERT") {
    text +=
        fmt::format(" USING ({})", w.dice.chance(50)
                                       ? w.condition(column, "", false)
                                       : w.dice.one_of({"true", "current_user = 'x'", "id > 0",
                                                        "current_setting('app.x', true) IS NULL"}));
  }
  if (command != "SELECT" && command != "DELETE" && (command == "INSERT" || w.dice.chance(40))) {
    text += fmt::format(" WITH CHECK ({})", w.condition(column, "", false));
  }
  w.say(fmt::format("DROP POLICY IF EXISTS {} ON {}", name, w.at(table.name)));
  w.say(text);
  w.model.parts.push_back({.kind = "POLICY", .name = name, .relation = table.name});
}

// INSERT ... ON CONFLICT takes no table with a rule on INSERT or UPDATE.
void replace_rule(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("keep_rows");
  const std::string action =
      w.dice.one_of({"DO INSTEAD NOTHING", "DO ALSO NOTHING",
                     "DO ALSO INSERT INTO " + w.full("log") + " VALUES ('deleted ' || old.id)",
                     "WHERE old.id > 5 DO INSTEAD NOTHING"});
  if (w.dice.chance(40)) w.say(fmt::format("DROP RULE IF EXISTS {} ON {}", name, w.at(table.name)));
  w.say(fmt::format("CREATE OR REPLACE RULE {} AS ON DELETE TO {} {}", name, w.at(table.name),
                    action));
  w.model.parts.push_back({.kind = "RULE", .name = name, .relation = table.name});
}

}  // namespace

std::vector<WeightedFragment> trigger_fragments() {
  return {{14, recreate_trigger},   {6, replace_trigger}, {2, guard_trigger}, {4, switch_trigger},
          {4, switch_row_security}, {9, recreate_policy}, {3, replace_rule}};
}

}  // namespace pgsettle
