// What stands in a schema by itself.
#include "property/generated_thing_names.h"

namespace pgsettle {
namespace {

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

}  // namespace

std::vector<ThingMaker> schema_things() {
  return {make_enum,     make_domain,   make_view,       make_materialized_view,
          make_function, make_sequence, make_table_thing};
}

}  // namespace pgsettle
