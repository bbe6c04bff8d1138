// What belongs to a table and goes with it.
#include "property/generated_thing_names.h"

namespace pgsettle {
namespace {

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
  const ThingNames names = names_for(w, "ref");
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
  const ThingNames names = names_for(w, "trg");
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

}  // namespace

std::vector<ThingMaker> table_things() {
  return {make_check, make_check, make_foreign_key, make_trigger, make_policy,
          make_rule,  make_index, make_index,       make_column,  make_statistics};
}

}  // namespace pgsettle
