// Indexes and constraints.
#include "property/generated_values.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

std::string index_column(GeneratedWriter& w, const GeneratedColumn& column) {
  if (column.is_free || w.dice.chance(40)) {
    return column.name + w.dice.one_of({"", " DESC", " ASC NULLS FIRST", " DESC NULLS LAST", ""});
  }
  const GeneratedRoutine* function = w.function_of(column.type, true);
  if (function != nullptr && w.dice.chance(60)) {
    return fmt::format("{}({})", w.at(function->name),
                       fmt::format(fmt::runtime(function->call), column.name));
  }
  if (column.type == "text") {
    return w.dice.one_of({"lower(", "(btrim("}) == "lower(" ? "lower(" + column.name + ")"
                                                            : "(" + column.name + " || 'x')";
  }
  if (column.type == "integer" || column.type == "bigint") {
    return w.dice.one_of({"(", "abs(", "(2 * "}) + column.name + ")";
  }
  return column.name;
}

// From the name on: "ON t (a) WHERE ...".
std::string index_rest(GeneratedWriter& w, const GeneratedRelation& table) {
  const GeneratedColumn& column = w.dice.one_of(table.columns);
  std::string text = " ON " + w.at(table.name);
  if (column.type == "text[]" && w.dice.chance(60))
    return text + " USING gin (" + column.name + ")";
  if (column.type == "jsonb") {
    return text + " USING gin (" + column.name + w.dice.one_of({"", " jsonb_path_ops"}) + ")";
  }
  if (column.type == "text" && w.dice.chance(25)) {
    return text + w.dice.one_of({" USING hash (", " USING btree (", " ("}) + column.name + ")";
  }
  if (column.type == "text" && w.dice.chance(30)) {
    text += " (" + column.name + w.dice.one_of({" text_pattern_ops", " COLLATE \"C\""}) + ")";
  } else {
    text += " (" + index_column(w, column) + w.dice.one_of({"", ", id", ", id DESC"}) + ")";
  }
  if (w.dice.chance(12)) text += " INCLUDE (id)";
  if (w.dice.chance(10)) text += " WITH (fillfactor = 90)";
  const GeneratedColumn& other = w.dice.one_of(table.columns);
  if (w.dice.chance(25) && !other.is_free) text += " WHERE " + w.condition(other, "", true);
  return text;
}

void create_index(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("idx_" + w.dice.one_of({"a", "state", "time"}));
  if (w.dice.chance(12) && !table.is_partitioned) {
    w.say(fmt::format("CREATE UNIQUE INDEX IF NOT EXISTS {} ON {} (id, {})", name, w.at(table.name),
                      w.dice.one_of(table.columns).name));
  } else if (w.dice.chance(4) && !table.is_partitioned) {
    w.say(fmt::format("CREATE INDEX CONCURRENTLY IF NOT EXISTS {}{}", name, index_rest(w, table)));
  } else {
    w.say(fmt::format("CREATE INDEX IF NOT EXISTS {}{}", name, index_rest(w, table)));
  }
  if (w.dice.chance(8)) {
    w.say("DROP INDEX IF EXISTS " + w.at(name));
  } else {
    w.model.indexes.push_back(name);
  }
}

void recreate_index(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const bool is_known = !w.model.indexes.empty() && w.dice.chance(30);
  const std::string name = is_known ? w.dice.one_of(w.model.indexes) : w.fresh("idx_new");
  w.say(fmt::format("DROP INDEX IF EXISTS {}{}", w.at(name),
                    w.dice.one_of({"", " CASCADE", " RESTRICT"})));
  const std::string rest = index_rest(w, table);
  w.say(fmt::format("CREATE INDEX {}{}", name, rest));
  if (!is_known) w.model.indexes.push_back(name);
  if (w.dice.chance(15) && rest.find("gin") == std::string::npos && !table.is_partitioned) {
    w.say(fmt::format("ALTER INDEX {}{} SET (fillfactor = 60)", w.dice.one_of({"", "IF EXISTS "}),
                      w.at(name)));
  }
}

std::string check_definition(GeneratedWriter& w, const GeneratedRelation& table) {
  std::vector<GeneratedColumn> columns;
  for (const GeneratedColumn& column : table.columns) {
    if (!column.is_free) columns.push_back(column);
  }
  std::string text = "CHECK (" + w.condition(w.dice.one_of(columns), "", false);
  if (w.dice.chance(30)) text += " OR " + w.condition(w.dice.one_of(columns), "", false);
  return text + ")";
}

std::string constraint_definition(GeneratedWriter& w, const GeneratedRelation& table) {
  if (w.dice.chance(50)) {
    const std::string check = check_definition(w, table);
    return check + w.dice.one_of({"", "", " NOT VALID", table.is_partitioned ? "" : " NO INHERIT"});
  }
  if (w.dice.chance(50)) {
    return fmt::format("UNIQUE (id, {}){}", w.dice.one_of(table.columns).name,
                       w.dice.one_of({"", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"}));
  }
  return fmt::format(
      "FOREIGN KEY (id) REFERENCES {}{}{}{}", w.at(table.name),
      w.dice.one_of({" (id)", "", " (id)"}),
      w.dice.one_of(
                {"", " ON DELETE CASCADE", " ON DELETE NO ACTION", " ON UPDATE CASCADE MATCH FULL"})
              .ends_with("FULL")
          ? " MATCH FULL ON UPDATE CASCADE"
          : w.dice.one_of({"", " ON DELETE CASCADE", " ON DELETE NO ACTION ON UPDATE RESTRICT"}),
      w.dice.one_of({"", " DEFERRABLE", table.is_partitioned ? "" : " NOT VALID"}));
}

void recreate_constraint(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh(w.dice.one_of({"check_a", "key_id", "rule_of_thumb"}));
  const std::string definition = constraint_definition(w, table);
  // Children must have it, too.
  const bool is_inherited = definition.starts_with("CHECK") && !definition.ends_with("NO INHERIT");
  const std::string alter = fmt::format(
      "ALTER TABLE {}{}", is_inherited ? "" : w.dice.one_of({"", "ONLY "}), w.at(table.name));
  const std::string target = table.is_partitioned ? "ALTER TABLE " + w.at(table.name) : alter;
  const std::string drop =
      "DROP CONSTRAINT IF EXISTS " + name + w.dice.one_of({"", "", " CASCADE"});
  if (w.dice.chance(20)) {
    w.say(fmt::format("{} {}, ADD CONSTRAINT {} {}", target, drop, name, definition));
  } else {
    w.say(target + ' ' + drop);
    w.say(fmt::format("{} ADD CONSTRAINT {} {}", target, name, definition));
  }
  if (definition.ends_with("NOT VALID") && w.dice.chance(50)) {
    w.say(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", w.at(table.name), name));
  }
  w.model.parts.push_back({.kind = "CONSTRAINT", .name = name, .relation = table.name});
}

void guard_constraint(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = w.fresh("guarded_check");
  const std::string add = fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {};", w.full(table.name),
                                      name, check_definition(w, table));
  if (w.dice.chance(50)) {
    w.say_do(add + "\nEXCEPTION WHEN duplicate_object THEN NULL;");
  } else {
    w.say_do(
        fmt::format("IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = "
                    "'{}'::regclass AND conname = '{}') THEN\n    {}\n  END IF;",
                    w.full(table.name), name, add));
  }
  w.model.parts.push_back({.kind = "CONSTRAINT", .name = name, .relation = table.name});
}

}  // namespace

std::vector<WeightedFragment> index_fragments() {
  return {{8, create_index}, {5, recreate_index}, {8, recreate_constraint}, {2, guard_constraint}};
}

}  // namespace pgsettle
