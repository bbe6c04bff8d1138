#include "property/generated_drift.h"

#include "property/generated_values.h"

namespace pgsettle {
namespace {

using Words = std::vector<std::string>;

// {t} is the table, {c} a column, {d} a default, {o} another type, {r} a role, {s} the schema,
// {n} the table's name alone, {x} a comment.
const Words& table_drift() {
  static const Words all = {
      "ALTER TABLE {t} ADD COLUMN drifted int",
      "ALTER TABLE {t} ADD COLUMN legacy text DEFAULT 'x'",
      "ALTER TABLE {t} DROP COLUMN {c}",
      "ALTER TABLE {t} DROP COLUMN {c} CASCADE",
      "ALTER TABLE {t} ALTER COLUMN {c} TYPE {o}",
      "ALTER TABLE {t} ALTER COLUMN {c} SET DEFAULT {d}",
      "ALTER TABLE {t} ALTER COLUMN {c} SET DEFAULT {d}",
      "ALTER TABLE {t} ALTER COLUMN {c} DROP DEFAULT",
      "ALTER TABLE {t} ALTER COLUMN {c} SET NOT NULL",
      "ALTER TABLE {t} ALTER COLUMN {c} DROP NOT NULL",
      "ALTER TABLE {t} ALTER COLUMN {c} SET STATISTICS 77",
      "ALTER TABLE {t} ALTER COLUMN {c} SET STORAGE EXTERNAL",
      "ALTER TABLE {t} ALTER COLUMN {c} SET (n_distinct = 9)",
      "ALTER TABLE {t} RENAME COLUMN {c} TO renamed",
      "ALTER TABLE {t} RENAME COLUMN {c} TO renamed; ALTER TABLE {t} ADD COLUMN {c} {o}",
      "ALTER TABLE {t} DROP COLUMN {c} CASCADE; ALTER TABLE {t} ADD COLUMN {c} {o}",
      "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
      "ALTER TABLE {t} DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
      "ALTER TABLE {t} NO FORCE ROW LEVEL SECURITY",
      "ALTER TABLE {t} OWNER TO {r}",
      "ALTER TABLE {t} OWNER TO {r}",
      "ALTER TABLE {t} SET (fillfactor = 55)",
      "ALTER TABLE {t} RESET (fillfactor)",
      "ALTER TABLE {t} RENAME TO renamed_table",
      "ALTER TABLE {t} SET SCHEMA {s}_other",
      "CREATE TABLE {s}_other.{n} (LIKE {t} INCLUDING ALL)",
      "DROP TABLE {t}",
      "DROP TABLE {t} CASCADE",
      "ALTER TABLE {t} RENAME TO moved_away; CREATE VIEW {t} AS SELECT 1 AS id, 'x'::text AS a",
      "ALTER TABLE {t} SET UNLOGGED",
      "ALTER TABLE {t} DISABLE TRIGGER ALL",
      "ALTER TABLE {t} DISABLE TRIGGER USER",
      "ALTER TABLE {t} REPLICA IDENTITY FULL",
      "ALTER TABLE {t} ADD CHECK (id < 1000) NOT VALID",
      "ALTER TABLE {t} ADD UNIQUE (id)",
      "ALTER TABLE {t} ALTER COLUMN id DROP IDENTITY IF EXISTS",
      "ALTER TABLE {t} ALTER COLUMN id TYPE numeric",
      "COMMENT ON TABLE {t} IS {x}",
      "COMMENT ON COLUMN {t}.{c} IS {x}",
      "COMMENT ON COLUMN {t}.id IS NULL",
      "REVOKE ALL ON {t} FROM {r}",
      "REVOKE SELECT ON {t} FROM {r}",
      "GRANT SELECT ON {t} TO {r}",
      "GRANT ALL ON {t} TO {r} WITH GRANT OPTION",
      "GRANT UPDATE ({c}) ON {t} TO {r}",
      "REVOKE UPDATE ({c}), SELECT ({c}) ON {t} FROM {r}",
      "GRANT SELECT ON {t} TO owner_role WITH GRANT OPTION; SET ROLE owner_role; GRANT SELECT ON "
      "{t} TO reader_role; RESET ROLE",
      "REVOKE ALL ON {t} FROM CURRENT_USER",
      "DELETE FROM {t} WHERE id = 1",
      "UPDATE {t} SET {c} = NULL",
      "UPDATE {t} SET id = id + 100",
      "CREATE TABLE {s}.heir () INHERITS ({t})",
      "CREATE STATISTICS {s}.stat ON id, {c} FROM {t}",
      "CREATE TRIGGER drifted BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION "
      "suppress_redundant_updates_trigger()",
      "CREATE RULE drifted AS ON UPDATE TO {t} DO ALSO NOTHING",
      "CREATE POLICY drifted ON {t} USING (false)",
      "CREATE INDEX drifted ON {t} ({c})",
      "CREATE VIEW {s}.on_top AS SELECT * FROM {t}",
      "ALTER TABLE {t} CLUSTER ON drifted",
  };
  return all;
}

// {v} is the view or materialised view.
const Words& view_drift() {
  static const Words all = {
      "ALTER VIEW {v} SET (security_barrier = true)",
      "ALTER VIEW {v} RESET (security_barrier)",
      "ALTER VIEW {v} SET (check_option = local)",
      "ALTER VIEW {v} OWNER TO {r}",
      "ALTER VIEW {v} RENAME TO renamed_view",
      "ALTER VIEW {v} SET SCHEMA {s}_other",
      "ALTER VIEW {v} RENAME COLUMN {c} TO renamed",
      "ALTER VIEW {v} ALTER COLUMN {c} SET DEFAULT {d}",
      "ALTER VIEW {v} ALTER COLUMN {c} DROP DEFAULT",
      "DROP VIEW {v}",
      "DROP VIEW {v} CASCADE",
      "DROP VIEW {v} CASCADE; CREATE VIEW {v} AS SELECT 1 AS only",
      "DROP VIEW {v} CASCADE; CREATE TABLE {v} (id int)",
      "DROP MATERIALIZED VIEW {v} CASCADE; CREATE MATERIALIZED VIEW {v} AS SELECT 1 AS only",
      "REFRESH MATERIALIZED VIEW {v}",
      "ALTER MATERIALIZED VIEW {v} OWNER TO {r}",
      "COMMENT ON VIEW {v} IS {x}",
      "COMMENT ON COLUMN {v}.{c} IS {x}",
      "COMMENT ON MATERIALIZED VIEW {v} IS {x}",
      "GRANT SELECT ON {v} TO {r}",
      "GRANT SELECT ({c}) ON {v} TO {r}",
      "REVOKE ALL ON {v} FROM {r}",
      "CREATE RULE drifted AS ON INSERT TO {v} DO INSTEAD NOTHING",
      "CREATE VIEW {s}.on_view AS SELECT * FROM {v}",
      "CREATE TRIGGER drifted INSTEAD OF INSERT ON {v} FOR EACH ROW EXECUTE FUNCTION "
      "suppress_redundant_updates_trigger()",
  };
  return all;
}

// {f} is the name and the arguments' types, {g} the name, {y} the result.
const Words& routine_drift() {
  static const Words all = {
      "ALTER ROUTINE {f} OWNER TO {r}",
      "ALTER ROUTINE {f} OWNER TO {r}",
      "ALTER FUNCTION {f} STABLE",
      "ALTER FUNCTION {f} IMMUTABLE",
      "ALTER FUNCTION {f} STRICT",
      "ALTER FUNCTION {f} SECURITY DEFINER",
      "ALTER FUNCTION {f} LEAKPROOF",
      "ALTER FUNCTION {f} COST 55",
      "ALTER FUNCTION {f} PARALLEL SAFE",
      "ALTER FUNCTION {f} SET search_path = public",
      "ALTER FUNCTION {f} RESET ALL",
      "ALTER ROUTINE {f} RENAME TO renamed_routine",
      "ALTER ROUTINE {f} SET SCHEMA {s}_other",
      "ALTER ROUTINE {f} DEPENDS ON EXTENSION plpgsql",
      "COMMENT ON ROUTINE {f} IS {x}",
      "COMMENT ON ROUTINE {f} IS {x}",
      "GRANT EXECUTE ON ROUTINE {f} TO {r}",
      "REVOKE ALL ON ROUTINE {f} FROM PUBLIC",
      "REVOKE ALL ON ROUTINE {f} FROM {r}",
      "DROP ROUTINE {f}",
      "DROP ROUTINE {f} CASCADE",
      "CREATE OR REPLACE FUNCTION {f} RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
      "CREATE OR REPLACE FUNCTION {g}(x {y}) RETURNS {y} LANGUAGE sql AS 'SELECT NULL::{y}'",
      "CREATE OR REPLACE FUNCTION {g}(x {y}) RETURNS {y} IMMUTABLE LANGUAGE plpgsql AS 'BEGIN "
      "RETURN x; END'",
      "CREATE FUNCTION {g}(x anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT x'",
      "CREATE FUNCTION {g}(x smallint) RETURNS smallint LANGUAGE sql AS 'SELECT x'",
      "CREATE FUNCTION {g}(x bigint) RETURNS bigint LANGUAGE sql AS 'SELECT -x'",
      "DROP FUNCTION {f} CASCADE; CREATE FUNCTION {f} RETURNS text LANGUAGE sql AS 'SELECT "
      "''other'''",
      "DROP FUNCTION {f} CASCADE; CREATE PROCEDURE {f} LANGUAGE sql AS 'SELECT 1'",
  };
  return all;
}

// {p} is the name, {k} its kind, {t} the table, {e} another trigger function of the case.
const Words& part_drift() {
  static const Words all = {
      "COMMENT ON {k} {p} ON {t} IS {x}",
      "COMMENT ON {k} {p} ON {t} IS {x}",
      "COMMENT ON {k} {p} ON {t} IS NULL",
      "DROP {k} {p} ON {t}",
      "ALTER {k} {p} ON {t} RENAME TO renamed_part",
      "ALTER TABLE {t} DISABLE TRIGGER {p}",
      "ALTER TABLE {t} ENABLE ALWAYS TRIGGER {p}",
      "ALTER TABLE {t} ENABLE REPLICA TRIGGER {p}",
      "ALTER TABLE {t} DISABLE RULE {p}",
      "ALTER TRIGGER {p} ON {t} DEPENDS ON EXTENSION plpgsql",
      "DROP TRIGGER {p} ON {t}; CREATE TRIGGER {p} AFTER DELETE ON {t} EXECUTE FUNCTION "
      "{e}('drift')",
      "DROP TRIGGER {p} ON {t}; CREATE TRIGGER {p} BEFORE UPDATE ON {t} FOR EACH ROW EXECUTE "
      "FUNCTION {e}()",
      "DROP TRIGGER {p} ON {t}; CREATE CONSTRAINT TRIGGER {p} AFTER UPDATE ON {t} FOR EACH ROW "
      "EXECUTE FUNCTION {e}()",
      "ALTER POLICY {p} ON {t} USING (id > 7)",
      "ALTER POLICY {p} ON {t} TO {r}",
      "ALTER POLICY {p} ON {t} WITH CHECK (id < 7)",
      "DROP POLICY {p} ON {t}; CREATE POLICY {p} ON {t} FOR DELETE USING (false)",
      "CREATE OR REPLACE RULE {p} AS ON DELETE TO {t} WHERE old.id = 3 DO INSTEAD NOTHING",
      "ALTER TABLE {t} DROP CONSTRAINT {p}",
      "ALTER TABLE {t} DROP CONSTRAINT {p}; ALTER TABLE {t} ADD CONSTRAINT {p} CHECK (id <> 77) "
      "NOT VALID",
      "ALTER TABLE {t} DROP CONSTRAINT {p}; ALTER TABLE {t} ADD CONSTRAINT {p} UNIQUE (id)",
      "ALTER TABLE {t} DROP CONSTRAINT {p}; CREATE UNIQUE INDEX {p} ON {t} (id)",
      "ALTER TABLE {t} ALTER CONSTRAINT {p} DEFERRABLE INITIALLY DEFERRED",
      "ALTER TABLE {t} VALIDATE CONSTRAINT {p}",
      "ALTER TABLE {t} RENAME CONSTRAINT {p} TO renamed_constraint",
      "ALTER TABLE {t} CLUSTER ON {p}",
      "ALTER TABLE {t} ADD CONSTRAINT fk_drift FOREIGN KEY (id) REFERENCES {t}",
  };
  return all;
}

// {i} is an index, {q} a sequence, {u} a type; each with the schema, {j} the index without.
const Words& other_drift() {
  static const Words all = {
      "DROP INDEX {i}",
      "DROP INDEX {i}; CREATE INDEX {j} ON {t} ({c})",
      "DROP INDEX {i}; CREATE UNIQUE INDEX {j} ON {t} (id)",
      "DROP INDEX {i}; CREATE INDEX {j} ON {t} (id) WHERE id > 3",
      "DROP INDEX {i}; CREATE TABLE {i} (id int)",
      "ALTER INDEX {i} RENAME TO renamed_index",
      "ALTER INDEX {i} SET (fillfactor = 50)",
      "ALTER INDEX {i} SET (fillfactor = 70)",
      "ALTER TABLE {t} ADD CONSTRAINT new_null CHECK (id IS NOT NULL) NOT VALID",
      "REVOKE MAINTAIN ON {t} FROM {r}, CURRENT_USER",
      "ALTER TABLE {t} ADD CONSTRAINT unchecked NOT NULL {c} NOT VALID",
      "ALTER INDEX {i} ALTER COLUMN 1 SET STATISTICS 33",
      "COMMENT ON INDEX {i} IS {x}",
      "ALTER TABLE {t} CLUSTER ON {j}",
      "ALTER TABLE {t} REPLICA IDENTITY USING INDEX {j}",
      "ALTER SEQUENCE {q} INCREMENT BY 11",
      "ALTER SEQUENCE {q} CYCLE",
      "ALTER SEQUENCE {q} OWNER TO {r}",
      "ALTER SEQUENCE {q} RENAME TO renamed_sequence",
      "ALTER SEQUENCE {q} RENAME TO old_numbers; CREATE SEQUENCE {q}",
      "ALTER SEQUENCE {q} OWNED BY {t}.id",
      "DROP SEQUENCE {q} CASCADE",
      "SELECT nextval('{q}')",
      "COMMENT ON SEQUENCE {q} IS {x}",
      "GRANT USAGE ON SEQUENCE {q} TO {r}",
      "REVOKE ALL ON SEQUENCE {q} FROM {r}",
      "ALTER TYPE {u} ADD VALUE 'drifted'",
      "ALTER TYPE {u} ADD VALUE 'done' BEFORE 'new'",
      "ALTER TYPE {u} RENAME VALUE 'new' TO 'newer'",
      "ALTER TYPE {u} OWNER TO {r}",
      "ALTER TYPE {u} RENAME TO renamed_type",
      "DROP TYPE {u} CASCADE",
      "COMMENT ON TYPE {u} IS {x}",
      "ALTER DOMAIN {u} SET DEFAULT 66",
      "ALTER DOMAIN {u} DROP CONSTRAINT small",
      "ALTER DOMAIN {u} SET NOT NULL",
      "COMMENT ON DOMAIN {u} IS {x}",
      "GRANT USAGE ON TYPE {u} TO {r}",
      "COMMENT ON SCHEMA {s} IS {x}",
      "GRANT USAGE ON SCHEMA {s} TO {r}",
      "REVOKE ALL ON SCHEMA {s} FROM {r}",
      "ALTER SCHEMA {s} OWNER TO {r}",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA {s} GRANT INSERT ON TABLES TO {r}",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA {s} REVOKE SELECT ON TABLES FROM reader_role",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA {s} GRANT EXECUTE ON FUNCTIONS TO {r}",
      "CREATE TABLE {s}.gone (id int)",
      "CREATE TYPE {s}_other.state_0 AS ENUM ('x')",
      "CREATE FUNCTION {s}.gone() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE FUNCTION {s}.abs(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 5::bigint'",
      "CREATE FUNCTION {s}.length(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 5'",
      "CREATE DOMAIN {s}.int4 AS bigint",
  };
  return all;
}

template <class T>
T any_of(Dice& dice, const std::vector<T>& values, const T& none) {
  return values.empty() ? none : dice.one_of(values);
}

std::vector<GeneratedRelation> relations_of(const GeneratedModel& model, bool tables) {
  std::vector<GeneratedRelation> found;
  for (const GeneratedRelation& relation : model.relations) {
    if ((relation.kind == "TABLE") == tables) found.push_back(relation);
  }
  return found;
}

std::string other_trigger_function(GeneratedWriter& w) {
  std::vector<std::string> found;
  for (const GeneratedRoutine& routine : w.model.routines) {
    if (routine.result == "trigger") found.push_back(w.full(routine.name));
  }
  return any_of(w.dice, found, std::string("suppress_redundant_updates_trigger"));
}

const Words& any_templates(GeneratedWriter& w) {
  const GeneratedModel& model = w.model;
  const std::size_t number = w.dice.below(100);
  if (number < 25 && !model.parts.empty()) return part_drift();
  if (number < 45 && !model.routines.empty()) return routine_drift();
  if (number < 60 && !relations_of(model, false).empty()) return view_drift();
  return number < 75 ? other_drift() : table_drift();
}

// What is missing in the model leaves a name that is not there; its statement fails.
std::string one_drift(GeneratedWriter& w) {
  const std::string& words = w.dice.one_of(any_templates(w));
  const GeneratedPart part =
      any_of(w.dice, w.model.parts, {.kind = "TRIGGER", .name = "none", .relation = "none"});
  GeneratedRelation table =
      any_of(w.dice, relations_of(w.model, true), {.kind = "TABLE", .name = "none"});
  const bool is_of_part = words.find("{p}") != std::string::npos;
  if (is_of_part) table.name = part.relation;
  const GeneratedRelation view =
      any_of(w.dice, relations_of(w.model, false), {.kind = "VIEW", .name = "none"});
  const GeneratedRelation& columns = words.find("{v}") == std::string::npos ? table : view;
  const GeneratedColumn column = any_of(w.dice, columns.columns, {.name = "id", .type = "bigint"});
  const GeneratedRoutine routine =
      any_of(w.dice, w.model.routines, {.keyword = "FUNCTION", .name = "none"});
  const GeneratedType type =
      any_of(w.dice, w.model.types, {.kind = "TYPE", .name = "none", .labels = {}});
  const std::string index = any_of(w.dice, w.model.indexes, std::string("none"));
  using fmt::arg;
  return fmt::format(fmt::runtime(words), arg("t", w.full(table.name)), arg("n", table.name),
                     arg("c", column.name), arg("d", constant_default(w.dice, column.type)),
                     arg("o", other_type(w.dice, column.type)), arg("r", w.role()),
                     arg("s", w.schema), arg("x", w.text()), arg("v", w.full(view.name)),
                     arg("f", fmt::format("{}({})", w.full(routine.name), routine.arguments)),
                     arg("g", w.full(routine.name)), arg("y", routine.result), arg("p", part.name),
                     arg("k", part.kind), arg("e", other_trigger_function(w)),
                     arg("i", w.full(index)), arg("j", index),
                     arg("q", w.full(any_of(w.dice, w.model.sequences, std::string("none")))),
                     arg("u", w.full(type.name)));
}

}  // namespace

std::vector<std::string> generate_drift(GeneratedWriter& w) {
  std::vector<std::string> drift;
  const std::size_t count = w.dice.between(1, 6);
  while (drift.size() < count) {
    const bool has_idea = !w.drift_ideas.empty() && w.dice.chance(60);
    drift.push_back(has_idea ? w.dice.one_of(w.drift_ideas) : one_drift(w));
  }
  return drift;
}

}  // namespace pgsettle
