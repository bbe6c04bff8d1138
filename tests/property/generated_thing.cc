#include "property/generated_thing.h"

#include <array>
#include <utility>

namespace pgsettle {
namespace {

using Strings = std::vector<std::string>;

// What all kinds fill in: {n} the name, {s} the schema, {h} the host table.
struct Names {
  std::string name;
  std::string schema;
  std::string host;

  std::string fill(const std::string& pattern) const {
    return fmt::format(fmt::runtime(pattern), fmt::arg("n", name), fmt::arg("s", schema),
                       fmt::arg("h", host), fmt::arg("if_exists", "{if_exists}"),
                       fmt::arg("or_replace", "{or_replace}"),
                       fmt::arg("if_not_exists", "{if_not_exists}"));
  }
  Strings fill(Strings patterns) const {
    for (std::string& pattern : patterns) pattern = fill(pattern);
    return patterns;
  }
};

GeneratedThing filled(const Names& names, GeneratedThing thing) {
  thing.name = names.name;
  thing.drop = names.fill(thing.drop);
  thing.definitions = names.fill(thing.definitions);
  thing.conditions = names.fill(thing.conditions);
  thing.reference = names.fill(thing.reference);
  thing.privilege = names.fill(thing.privilege);
  thing.dependants = names.fill(thing.dependants);
  return thing;
}

Names names_for(GeneratedWriter& w, const std::string& base) {
  std::string host = host_table(w);
  return {.name = w.unique(base), .schema = w.schema, .host = std::move(host)};
}

GeneratedThing make_check(GeneratedWriter& w) {
  return filled(
      names_for(w, "pos"),
      {.drop = "ALTER TABLE {s}.{h} DROP CONSTRAINT {if_exists}{n}",
       .definitions = {"ALTER TABLE {s}.{h} ADD CONSTRAINT {n} CHECK (id > -100)",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} CHECK (id > -200)",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} CHECK (id > -100) NOT VALID",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} CHECK (b IS NULL OR b > -7)",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} UNIQUE (id, b)"},
       .conditions = {"EXISTS (SELECT FROM pg_constraint WHERE conname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conname = '{n}' AND "
                      "conrelid = '{s}.{h}'::regclass)",
                      "EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class t ON t.oid = "
                      "c.conrelid WHERE c.conname = '{n}' AND t.relname = '{h}')",
                      "EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE "
                      "constraint_schema = '{s}' AND constraint_name = '{n}')",
                      "(SELECT count(*) FROM pg_constraint WHERE conname = '{n}') > 0"},
       .duplicates = {"duplicate_object", "duplicate_object OR duplicate_table", "OTHERS"},
       .reference = "CONSTRAINT {n} ON {s}.{h}"});
}

GeneratedThing make_foreign_key(GeneratedWriter& w) {
  const Names names = names_for(w, "ref");
  w.say(names.fill("CREATE TABLE IF NOT EXISTS {s}.{n}_of (id bigint PRIMARY KEY)"));
  return filled(
      names,
      {.drop = "ALTER TABLE {s}.{h} DROP CONSTRAINT {if_exists}{n}",
       .definitions = {"ALTER TABLE {s}.{h} ADD CONSTRAINT {n} FOREIGN KEY (b) REFERENCES "
                       "{s}.{n}_of",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} FOREIGN KEY (b) REFERENCES "
                       "{s}.{n}_of (id) ON DELETE CASCADE",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} FOREIGN KEY (b) REFERENCES "
                       "{s}.{n}_of DEFERRABLE INITIALLY DEFERRED",
                       "ALTER TABLE {s}.{h} ADD CONSTRAINT {n} FOREIGN KEY (b) REFERENCES "
                       "{s}.{n}_of NOT VALID"},
       .conditions = {"EXISTS (SELECT FROM pg_constraint WHERE conname = '{n}' AND contype = 'f')",
                      "EXISTS (SELECT 1 FROM information_schema.referential_constraints WHERE "
                      "constraint_name = '{n}')"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "CONSTRAINT {n} ON {s}.{h}"});
}

GeneratedThing make_trigger(GeneratedWriter& w) {
  const Names names = names_for(w, "trg");
  w.say(
      names.fill("CREATE OR REPLACE FUNCTION {s}.{n}_does() RETURNS trigger LANGUAGE plpgsql AS "
                 "'BEGIN RETURN new; END'"));
  return filled(
      names,
      {.drop = "DROP TRIGGER {if_exists}{n} ON {s}.{h}",
       .definitions = {"CREATE {or_replace}TRIGGER {n} BEFORE INSERT ON {s}.{h} FOR EACH ROW "
                       "EXECUTE FUNCTION {s}.{n}_does()",
                       "CREATE {or_replace}TRIGGER {n} AFTER UPDATE ON {s}.{h} FOR EACH ROW "
                       "EXECUTE FUNCTION {s}.{n}_does()",
                       "CREATE {or_replace}TRIGGER {n} BEFORE UPDATE OF b ON {s}.{h} FOR EACH ROW "
                       "WHEN (new.id > 5) EXECUTE PROCEDURE {s}.{n}_does('x')"},
       .can_be_replaced = true,
       .conditions = {"EXISTS (SELECT FROM pg_trigger WHERE tgname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = '{n}' AND tgrelid = "
                      "'{s}.{h}'::regclass AND NOT tgisinternal)",
                      "EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_name = "
                      "'{n}' AND event_object_schema = '{s}')"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "TRIGGER {n} ON {s}.{h}"});
}

GeneratedThing make_policy(GeneratedWriter& w) {
  return filled(
      names_for(w, "pol"),
      {.drop = "DROP POLICY {if_exists}{n} ON {s}.{h}",
       .definitions = {"CREATE POLICY {n} ON {s}.{h} USING (id > 0)",
                       "CREATE POLICY {n} ON {s}.{h} FOR SELECT USING (id > 0)",
                       "CREATE POLICY {n} ON {s}.{h} AS RESTRICTIVE TO reader_role USING (true)",
                       "CREATE POLICY {n} ON {s}.{h} USING (id > 9) WITH CHECK (b = 1)"},
       .conditions = {"EXISTS (SELECT FROM pg_policies WHERE policyname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_policies WHERE schemaname = '{s}' AND tablename = "
                      "'{h}' AND policyname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_policy WHERE polname = '{n}' AND polrelid = "
                      "'{s}.{h}'::regclass)"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "POLICY {n} ON {s}.{h}"});
}

GeneratedThing make_rule(GeneratedWriter& w) {
  return filled(
      names_for(w, "rul"),
      {.drop = "DROP RULE {if_exists}{n} ON {s}.{h}",
       .definitions = {"CREATE {or_replace}RULE {n} AS ON UPDATE TO {s}.{h} WHERE old.id = 77 DO "
                       "INSTEAD NOTHING",
                       "CREATE {or_replace}RULE {n} AS ON UPDATE TO {s}.{h} WHERE old.id = 78 DO "
                       "INSTEAD NOTHING",
                       "CREATE {or_replace}RULE {n} AS ON DELETE TO {s}.{h} WHERE old.id = 77 DO "
                       "ALSO NOTHING"},
       .can_be_replaced = true,
       .conditions = {"EXISTS (SELECT FROM pg_rules WHERE rulename = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_rules WHERE schemaname = '{s}' AND tablename = "
                      "'{h}' AND rulename = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_rewrite WHERE rulename = '{n}' AND ev_class = "
                      "'{s}.{h}'::regclass)"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "RULE {n} ON {s}.{h}"});
}

GeneratedThing make_index(GeneratedWriter& w) {
  return filled(
      names_for(w, "idx"),
      {.drop = "DROP INDEX {if_exists}{s}.{n}",
       .definitions = {"CREATE INDEX {if_not_exists}{n} ON {s}.{h} (b)",
                       "CREATE INDEX {if_not_exists}{n} ON {s}.{h} (b DESC)",
                       "CREATE UNIQUE INDEX {if_not_exists}{n} ON {s}.{h} (id, b)",
                       "CREATE INDEX {if_not_exists}{n} ON {s}.{h} (lower(a)) WHERE b > 1",
                       "CREATE INDEX {if_not_exists}{n} ON {s}.{h} USING hash (id)"},
       .can_be_skipped = true,
       .conditions = {"EXISTS (SELECT FROM pg_indexes WHERE indexname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = '{s}' AND tablename = "
                      "'{h}' AND indexname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_class WHERE relname = '{n}' AND relkind = 'i')",
                      "to_regclass('{s}.{n}') IS NOT NULL"},
       .duplicates = {"duplicate_table", "duplicate_object OR duplicate_table", "OTHERS"},
       .reference = "INDEX {s}.{n}"});
}

GeneratedThing make_enum(GeneratedWriter& w) {
  return filled(
      names_for(w, "mood"),
      {.drop = "DROP TYPE {if_exists}{s}.{n}",
       .definitions = {"CREATE TYPE {s}.{n} AS ENUM ('x', 'y')",
                       "CREATE TYPE {s}.{n} AS ENUM ('y', 'x')",
                       "CREATE TYPE {s}.{n} AS ENUM ('x', 'y', 'z')",
                       "CREATE TYPE {s}.{n} AS (x int, y text)",
                       "CREATE TYPE {s}.{n} AS (x int, y numeric)"},
       .conditions = {"EXISTS (SELECT FROM pg_type WHERE typname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = "
                      "t.typnamespace WHERE t.typname = '{n}' AND n.nspname = '{s}')",
                      "EXISTS (SELECT 1 FROM pg_type WHERE typname = '{n}' AND typnamespace = "
                      "'{s}'::regnamespace)",
                      "to_regtype('{s}.{n}') IS NOT NULL"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "TYPE {s}.{n}",
       .has_owner = true,
       .privilege = "USAGE ON TYPE {s}.{n}",
       .dependants = {"CREATE TABLE IF NOT EXISTS {s}.{n}_user (c {s}.{n})",
                      "ALTER TABLE {s}.{h} ADD COLUMN IF NOT EXISTS c_{n} {s}.{n}"}});
}

GeneratedThing make_domain(GeneratedWriter& w) {
  return filled(
      names_for(w, "dom"),
      {.drop = "DROP DOMAIN {if_exists}{s}.{n}",
       .definitions = {"CREATE DOMAIN {s}.{n} AS int CHECK (value > 0)",
                       "CREATE DOMAIN {s}.{n} AS int CHECK (value > 1)",
                       "CREATE DOMAIN {s}.{n} AS text", "CREATE DOMAIN {s}.{n} AS int DEFAULT 3",
                       "CREATE DOMAIN {s}.{n} AS int NOT NULL"},
       .conditions = {"EXISTS (SELECT FROM pg_type WHERE typname = '{n}' AND typtype = 'd')",
                      "to_regtype('{s}.{n}') IS NOT NULL",
                      "EXISTS (SELECT 1 FROM information_schema.domains WHERE domain_schema = "
                      "'{s}' AND domain_name = '{n}')"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "DOMAIN {s}.{n}",
       .has_owner = true,
       .privilege = "USAGE ON DOMAIN {s}.{n}",
       .dependants = {"CREATE TABLE IF NOT EXISTS {s}.{n}_user (c {s}.{n})"}});
}

GeneratedThing make_view(GeneratedWriter& w) {
  return filled(
      names_for(w, "vw"),
      {.drop = "DROP VIEW {if_exists}{s}.{n}",
       .definitions = {"CREATE {or_replace}VIEW {s}.{n} AS SELECT id, a FROM {s}.{h}",
                       "CREATE {or_replace}VIEW {s}.{n} AS SELECT id, a FROM {s}.{h} WHERE id > 0",
                       "CREATE {or_replace}VIEW {s}.{n} AS SELECT id, upper(a) AS a FROM {s}.{h}",
                       "CREATE {or_replace}VIEW {s}.{n} AS SELECT id, a, b FROM {s}.{h}",
                       "CREATE {or_replace}VIEW {s}.{n} AS SELECT id, b, a FROM {s}.{h}"},
       .can_be_replaced = true,
       .conditions = {"EXISTS (SELECT FROM pg_views WHERE viewname = '{n}')",
                      "EXISTS (SELECT 1 FROM information_schema.views WHERE table_schema = '{s}' "
                      "AND table_name = '{n}')",
                      "to_regclass('{s}.{n}') IS NOT NULL",
                      "EXISTS (SELECT 1 FROM pg_class WHERE relname = '{n}' AND relkind = 'v')"},
       .duplicates = {"duplicate_table", "OTHERS"},
       .reference = "VIEW {s}.{n}",
       .has_owner = true,
       .privilege = "SELECT ON {s}.{n}",
       .dependants = {"CREATE OR REPLACE VIEW {s}.{n}_top AS SELECT id FROM {s}.{n}",
                      "CREATE OR REPLACE FUNCTION {s}.{n}_rows() RETURNS SETOF {s}.{n} LANGUAGE "
                      "plpgsql AS 'BEGIN RETURN; END'"}});
}

GeneratedThing make_materialized_view(GeneratedWriter& w) {
  return filled(
      names_for(w, "mat"),
      {.drop = "DROP MATERIALIZED VIEW {if_exists}{s}.{n}",
       .definitions = {"CREATE MATERIALIZED VIEW {if_not_exists}{s}.{n} AS SELECT id FROM {s}.{h}",
                       "CREATE MATERIALIZED VIEW {if_not_exists}{s}.{n} AS SELECT id FROM {s}.{h} "
                       "WHERE id > 1",
                       "CREATE MATERIALIZED VIEW {if_not_exists}{s}.{n} AS SELECT id FROM {s}.{h} "
                       "WITH NO DATA"},
       .can_be_skipped = true,
       .conditions = {"EXISTS (SELECT FROM pg_matviews WHERE matviewname = '{n}')",
                      "to_regclass('{s}.{n}') IS NOT NULL"},
       .duplicates = {"duplicate_table", "OTHERS"},
       .reference = "MATERIALIZED VIEW {s}.{n}",
       .has_owner = true,
       .privilege = "SELECT ON {s}.{n}",
       .dependants = {"CREATE INDEX IF NOT EXISTS {n}_idx ON {s}.{n} (id)"}});
}

GeneratedThing make_function(GeneratedWriter& w) {
  return filled(
      names_for(w, "fun"),
      {.drop = "DROP FUNCTION {if_exists}{s}.{n}(int)",
       .definitions = {"CREATE {or_replace}FUNCTION {s}.{n}(x int) RETURNS int IMMUTABLE LANGUAGE "
                       "sql AS 'SELECT x + 1'",
                       "CREATE {or_replace}FUNCTION {s}.{n}(x int) RETURNS int IMMUTABLE LANGUAGE "
                       "sql AS 'SELECT x + 2'",
                       "CREATE {or_replace}FUNCTION {s}.{n}(x int DEFAULT 4) RETURNS int IMMUTABLE "
                       "LANGUAGE plpgsql AS 'BEGIN RETURN x + 1; END'"},
       .can_be_replaced = true,
       .conditions = {"EXISTS (SELECT FROM pg_proc WHERE proname = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = "
                      "p.pronamespace WHERE p.proname = '{n}' AND n.nspname = '{s}')",
                      "to_regprocedure('{s}.{n}(int)') IS NOT NULL",
                      "to_regproc('{s}.{n}') IS NOT NULL"},
       .duplicates = {"duplicate_function", "OTHERS"},
       .reference = "FUNCTION {s}.{n}(int)",
       .has_owner = true,
       .privilege = "EXECUTE ON FUNCTION {s}.{n}(int)",
       .dependants = {"CREATE OR REPLACE VIEW {s}.{n}_view AS SELECT {s}.{n}(1) AS x",
                      "CREATE INDEX IF NOT EXISTS {n}_idx ON {s}.{h} ({s}.{n}(id::int))",
                      "ALTER TABLE {s}.{h} ALTER COLUMN b SET DEFAULT {s}.{n}(6)"}});
}

GeneratedThing make_sequence(GeneratedWriter& w) {
  return filled(
      names_for(w, "seq"),
      {.drop = "DROP SEQUENCE {if_exists}{s}.{n}",
       .definitions = {"CREATE SEQUENCE {if_not_exists}{s}.{n}",
                       "CREATE SEQUENCE {if_not_exists}{s}.{n} INCREMENT 5",
                       "CREATE SEQUENCE {if_not_exists}{s}.{n} START 7 CACHE 3",
                       "CREATE SEQUENCE {if_not_exists}{s}.{n} AS int CYCLE"},
       .can_be_skipped = true,
       .conditions = {"EXISTS (SELECT FROM pg_sequences WHERE sequencename = '{n}')",
                      "to_regclass('{s}.{n}') IS NOT NULL",
                      "EXISTS (SELECT 1 FROM pg_class WHERE relname = '{n}' AND relkind = 'S')"},
       .duplicates = {"duplicate_table", "OTHERS"},
       .reference = "SEQUENCE {s}.{n}",
       .has_owner = true,
       .privilege = "USAGE ON SEQUENCE {s}.{n}",
       .dependants = {"ALTER TABLE {s}.{h} ALTER COLUMN b SET DEFAULT nextval('{s}.{n}')"}});
}

GeneratedThing make_table_thing(GeneratedWriter& w) {
  return filled(
      names_for(w, "tab"),
      {.drop = "DROP TABLE {if_exists}{s}.{n}",
       .definitions = {"CREATE TABLE {if_not_exists}{s}.{n} (id int, x text)",
                       "CREATE TABLE {if_not_exists}{s}.{n} (id int, y int, x text)",
                       "CREATE TABLE {if_not_exists}{s}.{n} (id int PRIMARY KEY, x text)",
                       "CREATE TABLE {if_not_exists}{s}.{n} (id int, x text DEFAULT 'q')",
                       "CREATE UNLOGGED TABLE {if_not_exists}{s}.{n} (id int, x varchar)"},
       .can_be_skipped = true,
       .conditions = {"EXISTS (SELECT FROM pg_tables WHERE tablename = '{n}')",
                      "EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = '{s}' "
                      "AND table_name = '{n}')",
                      "to_regclass('{s}.{n}') IS NOT NULL",
                      "EXISTS (SELECT 1 FROM pg_class WHERE oid = to_regclass('{s}.{n}'))"},
       .duplicates = {"duplicate_table", "OTHERS"},
       .reference = "TABLE {s}.{n}",
       .has_owner = true,
       .privilege = "SELECT ON {s}.{n}",
       .dependants = {"CREATE OR REPLACE VIEW {s}.{n}_view AS SELECT id FROM {s}.{n}",
                      "CREATE INDEX IF NOT EXISTS {n}_idx ON {s}.{n} (id)",
                      "CREATE OR REPLACE TRIGGER {n}_trg BEFORE UPDATE ON {s}.{n} FOR EACH ROW "
                      "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                      "ALTER TABLE {s}.{n} ENABLE ROW LEVEL SECURITY",
                      "ALTER TABLE {s}.{n} ADD COLUMN IF NOT EXISTS z int"}});
}

GeneratedThing make_column(GeneratedWriter& w) {
  return filled(
      names_for(w, "col"),
      {.drop = "ALTER TABLE {s}.{h} DROP COLUMN {if_exists}{n}",
       .definitions = {"ALTER TABLE {s}.{h} ADD COLUMN {if_not_exists}{n} int",
                       "ALTER TABLE {s}.{h} ADD COLUMN {if_not_exists}{n} int DEFAULT 8",
                       "ALTER TABLE {s}.{h} ADD COLUMN {if_not_exists}{n} text",
                       "ALTER TABLE {s}.{h} ADD COLUMN {if_not_exists}{n} int CHECK ({n} > 0)"},
       .can_be_skipped = true,
       .conditions = {"EXISTS (SELECT FROM information_schema.columns WHERE column_name = '{n}')",
                      "EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = '{s}' "
                      "AND table_name = '{h}' AND column_name = '{n}')",
                      "EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = '{s}.{h}'::regclass AND "
                      "attname = '{n}' AND NOT attisdropped)"},
       .duplicates = {"duplicate_column", "OTHERS"},
       .reference = "COLUMN {s}.{h}.{n}",
       .dependants = {"CREATE OR REPLACE VIEW {s}.{n}_view AS SELECT {n} FROM {s}.{h}",
                      "CREATE INDEX IF NOT EXISTS {n}_idx ON {s}.{h} ({n})"}});
}

GeneratedThing make_statistics(GeneratedWriter& w) {
  return filled(
      names_for(w, "sta"),
      {.drop = "DROP STATISTICS {if_exists}{s}.{n}",
       .definitions = {"CREATE STATISTICS {if_not_exists}{s}.{n} ON id, b FROM {s}.{h}",
                       "CREATE STATISTICS {if_not_exists}{s}.{n} (ndistinct) ON id, b FROM {s}.{h}",
                       "CREATE STATISTICS {if_not_exists}{s}.{n} ON a, b FROM {s}.{h}"},
       .can_be_skipped = true,
       .conditions = {"EXISTS (SELECT FROM pg_statistic_ext WHERE stxname = '{n}')"},
       .duplicates = {"duplicate_object", "OTHERS"},
       .reference = "STATISTICS {s}.{n}",
       .has_owner = true});
}

void replace_word(std::string& text, const std::string& word, const std::string& by) {
  const std::size_t place = text.find(word);
  if (place != std::string::npos) text.replace(place, word.size(), by);
}

}  // namespace

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
  constexpr std::array makers = {make_check,    make_check,     make_foreign_key,
                                 make_trigger,  make_policy,    make_rule,
                                 make_index,    make_index,     make_enum,
                                 make_domain,   make_view,      make_materialized_view,
                                 make_function, make_sequence,  make_table_thing,
                                 make_column,   make_statistics};
  return makers[w.dice.below(makers.size())](w);
}

}  // namespace pgsettle
