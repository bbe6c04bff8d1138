// pgsettle drift on targets whose settings, roles, encoding and locale decide what scripts mean.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/command_test.h"

namespace pgsettle {
namespace {

// Each constant means something else, or is written otherwise, under other settings.
constexpr std::string_view constants = R"(
CREATE TABLE IF NOT EXISTS events (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT '2024-01-01',
  day date DEFAULT '03/04/2024',
  span interval DEFAULT '-1 2:00:00',
  price money DEFAULT 12.5,
  raw bytea DEFAULT '\x00ff41',
  ratio float8 DEFAULT 0.1234567890123456789,
  "Odd" text,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce("Odd", ''))) STORED,
  CONSTRAINT after CHECK (at > '2000-06-01 12:00'),
  CONSTRAINT short CHECK (span < '1 3:00:00'::interval));
CREATE INDEX IF NOT EXISTS recent ON events (id) WHERE at > '2024-07-01 00:00';
CREATE OR REPLACE VIEW late AS
  SELECT id, '2024-05-05 10:00'::timestamptz AS since FROM events WHERE at < '05/06/2024';
CREATE TABLE IF NOT EXISTS parts (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE IF NOT EXISTS part_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE OR REPLACE FUNCTION hour(t timestamptz) RETURNS int LANGUAGE sql
  SET timezone FROM CURRENT AS 'SELECT extract(hour FROM t)::int';
CREATE OR REPLACE FUNCTION noon() RETURNS timestamptz LANGUAGE sql
  RETURN '2024-02-02 12:00'::timestamptz;
)";

class DriftSurroundings : public CommandTest {
 protected:
  DriftSurroundings() : database(query(url, "SELECT current_database()")) {}

  // Straight after apply, and again by what is written.
  void expect_none() const {
    const CompletedProcess result = run("drift");
    EXPECT_EQ(result.exit_status, 0) << result.output << result.errors;
    for (const char* to : {"database", "scripts"}) {
      const std::string script = output_of("drift", {"--write", "-", "--to", to});
      EXPECT_EQ(script.find("\n\n"), std::string::npos) << script;
      EXPECT_EQ(script.find(';'), std::string::npos) << script;
    }
  }
  // Without changes of what the scripts say, and with one: only that is told.
  void expect_only_changes_are_told() const {
    expect_none();
    query(url, "ALTER TABLE events ALTER at SET DEFAULT '2024-01-02 00:00:00+00'");
    const std::string text = output_of("drift", {}, 1);
    EXPECT_TRUE(has(text, "Drift: 0 only in the scripts, 0 only in the database, 1 differs"))
        << text;
    EXPECT_TRUE(has(text, "'2024-01-02 00:00:00+00'")) << text;
    place.write("change.sql", output_of("drift", {"--write", "-", "--to", "database"}, 1));
    const CompletedProcess sent =
        psql(url, place.path(), {"-v", "ON_ERROR_STOP=1", "-f", "change.sql"});
    EXPECT_EQ(sent.exit_status, 0) << sent.errors;
    expect_none();
  }

  std::string database;
};

TEST_F(DriftSurroundings, OfADatabase) {
  for (const char* setting :
       {"timezone = 'Europe/Berlin'", "datestyle = 'SQL, DMY'", "intervalstyle = 'sql_standard'",
        "bytea_output = 'escape'", "extra_float_digits = 0", "quote_all_identifiers = on",
        "default_text_search_config = 'german'", "statement_timeout = '1h'",
        "search_path = public, \"$user\""}) {
    query(url, fmt::format("ALTER DATABASE {} SET {}", database, setting));
  }
  write("1.sql", constants);
  apply();
  expect_only_changes_are_told();
}

TEST_F(DriftSurroundings, OfARoleAndOfARoleInADatabase) {
  const std::string role = "drifter";
  query(url, fmt::format("CREATE ROLE {0} SUPERUSER LOGIN; ALTER ROLE {0} SET timezone = "
                         "'Asia/Tokyo'; ALTER ROLE {0} SET datestyle = 'German'; "
                         "ALTER ROLE {0} IN DATABASE {1} SET timezone = 'America/New_York'; "
                         "ALTER ROLE {0} IN DATABASE {1} SET \"app.tenant\" = 'a, \"b\"'; "
                         "ALTER DATABASE {1} SET timezone = 'Europe/Berlin'",
                         role, database));
  write("1.sql", std::string(constants) +
                     "DO $$BEGIN IF current_setting('app.tenant') <> 'a, \"b\"' THEN RAISE "
                     "'not the tenant'; END IF; END$$;\n");
  const std::string as = test_cluster().url(database, role);
  const CompletedProcess applied = place.run({"apply", "-d", as});
  ASSERT_EQ(applied.exit_status, 0) << applied.errors;
  EXPECT_TRUE(has(query(url, "SELECT proconfig FROM pg_proc WHERE proname = 'hour'"),
                  "TimeZone=America/New_York"));
  const CompletedProcess drift = place.run({"drift", "-d", as});
  EXPECT_EQ(drift.exit_status, 0) << drift.output << drift.errors;
  // To another role the script is another one.
  EXPECT_EQ(run("drift").exit_status, 3);
}

// As with `psql`, what the connection itself sets is part of the session.
TEST_F(DriftSurroundings, OfTheConnection) {
  place.environment["PGOPTIONS"] = R"(-c timezone=Asia/Kolkata -c search_path=lib,\ public)";
  write("1.sql",
        "CREATE SCHEMA IF NOT EXISTS lib;\nCREATE TABLE IF NOT EXISTS t (a timestamptz "
        "DEFAULT '2024-01-01');\n");
  apply();
  expect_none();
  EXPECT_EQ(query(url, "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't'"),
            "lib");
}

// What new sessions begin with may be set by the scripts themselves.
TEST_F(DriftSurroundings, OfTheScripts) {
  write("1.sql", fmt::format("ALTER DATABASE {0} SET timezone = 'Europe/Berlin';\n"
                             "CREATE SCHEMA IF NOT EXISTS lib;\n"
                             "ALTER DATABASE {0} SET search_path = public, lib;\n"
                             "CREATE OR REPLACE FUNCTION lib.one() RETURNS int LANGUAGE sql AS "
                             "'SELECT 1';\n",
                             database));
  write("2.sql", std::string(constants) + "CREATE OR REPLACE VIEW v AS SELECT one() AS x;\n");
  apply();
  expect_only_changes_are_told();
}

TEST_F(DriftSurroundings, RolesThatScriptsMakeAreLeftToThem) {
  write("1.sql",
        "CREATE ROLE plain NOLOGIN;\nCREATE USER person IN ROLE plain;\n"
        "DO $$BEGIN CREATE ROLE in_code; END$$;\n"
        "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guarded') THEN\n"
        "  CREATE ROLE guarded; END IF; END$$;\n"
        "DO $$BEGIN CREATE ROLE caught; EXCEPTION WHEN duplicate_object THEN NULL; END$$;\n"
        "SELECT 'CREATE ROLE by_result' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = "
        "'by_result') \\gexec\n"
        "CREATE ROLE old_name; ALTER ROLE old_name RENAME TO new_name;\n"
        "GRANT plain TO theirs;\n"
        "CREATE TABLE IF NOT EXISTS t (a int);\nALTER TABLE t OWNER TO person;\n"
        "GRANT SELECT ON t TO in_code, guarded, caught, by_result, new_name, theirs;\n"
        "ALTER ROLE plain SET timezone = 'Asia/Tokyo';\n"
        "COMMENT ON DATABASE beside IS 'x';\n");
  query(url, "CREATE ROLE theirs NOLOGIN CONNECTION LIMIT 3");
  query(url, "CREATE DATABASE beside");
  const CompletedProcess applied = run("apply", {"--no-lint"});
  ASSERT_EQ(applied.exit_status, 0) << applied.errors;
  query(url, "ALTER ROLE plain SET work_mem = '5MB'; ALTER DATABASE beside SET work_mem = '6MB'");
  expect_none();
}

// An attribute of a role that is there before decides what the script does.
TEST_F(DriftSurroundings, RolesHaveTheirAttributes) {
  query(url, "CREATE ROLE reader NOLOGIN CREATEDB VALID UNTIL '2030-01-01'");
  query(url, "CREATE ROLE \"Group\"; GRANT \"Group\" TO reader WITH ADMIN OPTION");
  write("1.sql",
        "DO $$BEGIN\n"
        "  IF (SELECT NOT rolcanlogin AND rolcreatedb AND rolvaliduntil IS NOT NULL FROM pg_roles "
        "WHERE rolname = 'reader')\n"
        "    AND (SELECT bool_or(admin_option) FROM pg_auth_members WHERE member = "
        "'reader'::regrole) "
        "THEN CREATE TABLE IF NOT EXISTS for_readers (a int); END IF;\nEND$$;\n");
  apply();
  expect_none();
}

TEST_F(DriftSurroundings, EncodingAndLocale) {
  query(url,
        "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE "
        "'C'");
  query(url,
        "CREATE DATABASE utf TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE "
        "'C.utf8'");
  write("1.sql",
        "DO $$BEGIN IF getdatabaseencoding() = 'LATIN1' THEN\n"
        "  CREATE TABLE IF NOT EXISTS latin (a text DEFAULT 'ä'); END IF; END$$;\n"
        "DO $$BEGIN IF lower('Ä') = 'ä' THEN CREATE TABLE IF NOT EXISTS lower (a int); END IF; "
        "END$$;\n");
  for (const auto& [name, table] : {std::pair{"latin", "latin"}, std::pair{"utf", "lower"}}) {
    const std::string other = test_cluster().url(name);
    EXPECT_EQ(place.run({"apply", "-d", other}).exit_status, 0);
    EXPECT_EQ(query(other,
                    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                    "'public'::regnamespace"),
              table);
    const CompletedProcess drift = place.run({"drift", "-d", other});
    EXPECT_EQ(drift.exit_status, 0) << drift.output << drift.errors;
    EXPECT_FALSE(has(drift.errors, "is not to be had")) << drift.errors;
  }
}

}  // namespace
}  // namespace pgsettle
