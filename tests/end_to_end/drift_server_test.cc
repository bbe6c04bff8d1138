// pgsettle drift as users run it: what a database and the scripts differ in, and what ends it.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/command_test.h"

namespace pgsettle {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

constexpr std::string_view schema = R"(
CREATE SCHEMA IF NOT EXISTS "S.x";
DO $$BEGIN CREATE TYPE mood AS ENUM ('a', 'c'); EXCEPTION WHEN duplicate_object THEN NULL; END$$;
DO $$BEGIN CREATE TYPE pair AS (x int, y text); EXCEPTION WHEN duplicate_object THEN NULL; END$$;
DO $$BEGIN CREATE DOMAIN small AS int DEFAULT 1 CHECK (VALUE < 9);
EXCEPTION WHEN duplicate_object THEN NULL; END$$;
CREATE TABLE IF NOT EXISTS "S.x"."Größe" (id bigserial PRIMARY KEY, "order" int DEFAULT 0);
CREATE TABLE IF NOT EXISTS t (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x', m mood,
  twice int GENERATED ALWAYS AS (1 + 1) STORED, of_it bigint REFERENCES "S.x"."Größe",
  CHECK (name <> ''));
CREATE TABLE IF NOT EXISTS parts (a int, b text COLLATE "C") PARTITION BY LIST (a);
CREATE TABLE IF NOT EXISTS part_1 PARTITION OF parts FOR VALUES IN (1);
CREATE INDEX IF NOT EXISTS i ON t (lower(name));
CREATE OR REPLACE FUNCTION f(a int, b text DEFAULT 'x;') RETURNS text LANGUAGE sql AS $$SELECT b$$;
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
DROP TRIGGER IF EXISTS g ON t;
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;
CREATE OR REPLACE VIEW a_view_of_v AS SELECT name FROM v;
DROP POLICY IF EXISTS p ON t;
CREATE POLICY p ON t USING (id > 0);
COMMENT ON TABLE t IS 'it''s';
)";

constexpr const char* changes = R"(
ALTER TYPE mood ADD VALUE 'b' AFTER 'a';
ALTER TYPE pair ADD ATTRIBUTE z int;
ALTER DOMAIN small SET DEFAULT 2;
ALTER TABLE "S.x"."Größe" ADD COLUMN "select" text NOT NULL DEFAULT 'it''s; --';
ALTER TABLE "S.x"."Größe" ALTER "order" SET DEFAULT 5;
ALTER TABLE "S.x"."Größe" ALTER "order" SET STATISTICS 50;
DROP VIEW a_view_of_v; DROP VIEW v;
ALTER TABLE t ALTER name TYPE text, ALTER name DROP NOT NULL;
CREATE VIEW v AS SELECT id, name FROM t;
CREATE VIEW a_view_of_v AS SELECT name FROM v;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t SET (fillfactor = 70);
ALTER TABLE t DISABLE TRIGGER g;
ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0), ADD UNIQUE (name);
DROP INDEX i; CREATE INDEX i ON t (upper(name));
CREATE OR REPLACE FUNCTION f(a int, b text DEFAULT 'x;') RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE OR REPLACE FUNCTION f(a int) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
COMMENT ON TABLE t IS NULL;
COMMENT ON COLUMN t.name IS 'its name';
GRANT SELECT (name), UPDATE (name) ON t TO PUBLIC;
GRANT INSERT ON t TO PUBLIC;
REVOKE EXECUTE ON FUNCTION f(int, text) FROM PUBLIC;
CREATE TABLE extra (id serial PRIMARY KEY, of_t bigint REFERENCES t, ts timestamptz DEFAULT now());
CREATE INDEX ON extra (ts);
CREATE MATERIALIZED VIEW mv AS SELECT count(*) FROM extra;
CREATE TABLE part_2 PARTITION OF parts FOR VALUES IN (2);
DROP POLICY p ON t; CREATE POLICY p ON t FOR SELECT USING (id > 1);
CREATE RULE r AS ON DELETE TO extra DO INSTEAD NOTHING;
CREATE STATISTICS st ON a, b FROM parts;
)";

class DriftCommand : public CommandTest {
 protected:
  // "~ table public.t", one an entry.
  Texts drift(int exit_status) const {
    const Json found = Json::parse(output_of("drift", {"--output", "json"}, exit_status));
    Texts list;
    for (const Json& each : found.value("differences", Json::array())) {
      const std::string in = each["in"];
      list.push_back((in == "both"      ? "~ "
                      : in == "scripts" ? "- "
                                        : "+ ") +
                     each["kind"].get<std::string>() + " " + each["name"].get<std::string>());
    }
    return list;
  }
  void start() const {
    write("1.sql", schema);
    apply();
    EXPECT_EQ(drift(0), Texts{});
  }
};

TEST_F(DriftCommand, NamesWhatDiffers) {
  start();
  query(url,
        "ALTER TABLE t ALTER name SET DEFAULT 'y'; DROP VIEW a_view_of_v; CREATE TABLE u (a "
        "int PRIMARY KEY); CREATE SCHEMA mine; CREATE TABLE mine.t (a int)");
  EXPECT_EQ(drift(1), (Texts{"~ column name", "- view a_view_of_v", "+ table u"}));
  const std::string text = output_of("drift", {}, 1);
  EXPECT_EQ(text,
            "  ~ column name of public.t\n"
            "      default: 'x'::character varying in the scripts, 'y'::character varying in the "
            "database\n"
            "  - view public.a_view_of_v: only in the scripts\n"
            "  + table public.u: only in the database\n"
            "\n"
            "Drift: 1 only in the scripts, 1 only in the database, 1 differs\n");
}

TEST_F(DriftCommand, ScriptsAreBroughtToTheDatabase) {
  start();
  query(url, changes);
  EXPECT_GE(drift(1).size(), 18U);
  const std::string before = dump(url);
  output_of("drift", {"--write", "migrations/2_drift.sql"}, 1);
  EXPECT_EQ(drift(0), Texts{});
  // They change nothing there, and can be run again.
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(run("apply", {"--no-lint", "--allow-destructive"}).exit_status, 0);
    EXPECT_EQ(dump(url), before);
  }
  EXPECT_EQ(run("drift", {"--write", "migrations/2_drift.sql"}).exit_status, 64);  // it is there
}

TEST_F(DriftCommand, DatabaseIsBroughtToTheScripts) {
  start();
  query(url, changes);
  query(url,
        "DROP VIEW a_view_of_v, v; CREATE VIEW v AS SELECT id FROM t; CREATE VIEW a_view_of_v "
        "AS SELECT id FROM v");
  place.write("change.sql", output_of("drift", {"--write", "-", "--to", "database"}, 1));
  const CompletedProcess sent =
      psql(url, place.path(), {"-v", "ON_ERROR_STOP=1", "-f", "change.sql"});
  EXPECT_EQ(sent.exit_status, 0) << sent.errors;
  // What holds data is for a person to drop, and a label for nobody.
  EXPECT_EQ(drift(1), (Texts{"~ type mood", "+ attribute z", "+ column select", "+ table extra"}));
}

// Of all kinds: partitions, domains, ranges, odd names. What is left are aggregates, of which no
// definition is written.
TEST_F(DriftCommand, WritesAWholeSchema) {
  const std::string warehouse = PGSETTLE_SOURCE_DIR "/tests/schemas/warehouse";
  run("apply", {warehouse + "/00-schemas.sql"});  // makes roles, too
  query(url, "CREATE COLLATION core.bytewise (locale = 'C')");
  const std::string text = output_of("drift", {warehouse, "--write", "-", "--to", "database"}, 1);
  place.write("change.sql", text);
  const CompletedProcess sent =
      psql(url, place.path(), {"-v", "ON_ERROR_STOP=1", "-f", "change.sql"});
  EXPECT_EQ(sent.exit_status, 0) << sent.errors;
  const std::string rest = output_of("drift", {warehouse}, 1);
  EXPECT_EQ(rest,
            "  - aggregate core.longest(text): only in the scripts\n"
            "  - aggregate core.product(double precision): only in the scripts\n"
            "\n"
            "Drift: 2 only in the scripts, 0 only in the database, 0 differ\n");
}

// What stands beside tables, of which scripts with IF NOT EXISTS say nothing.
TEST_F(DriftCommand, SeesForeignDataAndPropertiesOfEachKind) {
  write("1.sql", R"(
CREATE SCHEMA IF NOT EXISTS lib;
CREATE EXTENSION IF NOT EXISTS hstore SCHEMA lib;
DO $$BEGIN CREATE FOREIGN DATA WRAPPER w; EXCEPTION WHEN duplicate_object THEN NULL; END$$;
CREATE SERVER IF NOT EXISTS srv FOREIGN DATA WRAPPER w OPTIONS (host 'a', port '1');
CREATE USER MAPPING IF NOT EXISTS FOR PUBLIC SERVER srv OPTIONS (user 'u', password 'geheim');
CREATE FOREIGN TABLE IF NOT EXISTS ft (a int OPTIONS (k 'x')) SERVER srv OPTIONS (f 'x');
CREATE TABLE IF NOT EXISTS t (a int, b int);
CREATE STATISTICS IF NOT EXISTS st ON a, b FROM t;
CREATE SEQUENCE IF NOT EXISTS q AS int;
)");
  output_of("apply", {"--no-lint"});
  EXPECT_EQ(drift(0), Texts{});
  query(url,
        "ALTER EXTENSION hstore SET SCHEMA public;"
        "ALTER SERVER srv OPTIONS (SET host 'b', DROP port, ADD dbname 'd');"
        "ALTER USER MAPPING FOR PUBLIC SERVER srv OPTIONS (SET password 'anders');"
        "ALTER FOREIGN TABLE ft OPTIONS (SET f 'y', ADD g 'z');"
        "ALTER FOREIGN TABLE ft ALTER a TYPE bigint, ALTER a OPTIONS (SET k 'y');"
        "ALTER STATISTICS st SET STATISTICS 50; ALTER SEQUENCE q AS bigint;"
        "ALTER TABLE t REPLICA IDENTITY FULL; ALTER TABLE t SET UNLOGGED;");
  EXPECT_EQ(drift(1),
            (Texts{"~ column a", "~ extension hstore", "~ foreign table ft", "~ sequence q",
                   "~ server srv", "~ statistics st", "~ table t", "~ user mapping public"}));
  const std::string said = output_of("drift", {}, 1);
  const std::string script = output_of("drift", {"--write", "-", "--to", "database"}, 1);
  for (const std::string& text : {said, script}) {
    EXPECT_FALSE(has(text, "geheim") || has(text, "anders")) << text;
  }
  place.write("change.sql", script);
  for (int i = 0; i < 2; ++i) {
    const CompletedProcess sent =
        psql(url, place.path(), {"-v", "ON_ERROR_STOP=1", "-f", "change.sql"});
    EXPECT_EQ(sent.exit_status, 0) << sent.errors;
  }
  EXPECT_EQ(drift(1), Texts{"~ user mapping public"});
}

TEST_F(DriftCommand, SaysWhichScriptFailsOnAnEmptyDatabase) {
  write("1.sql", "CREATE TABLE IF NOT EXISTS a (id int REFERENCES theirs);\n");
  query(url, "CREATE TABLE theirs (id int PRIMARY KEY)");
  apply();
  const CompletedProcess result = run("drift");
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_TRUE(has(result.errors, "the scripts cannot be applied to an empty database:\n"))
      << result.errors;
  EXPECT_TRUE(has(result.errors, "migrations/1.sql:1")) << result.errors;
}

}  // namespace
}  // namespace pgsettle
