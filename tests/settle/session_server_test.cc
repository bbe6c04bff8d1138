// What scripts set for their session, and conditions that are asked under it.
#include "support/settled_test.h"

namespace pgsettle {
namespace {

TEST_F(Settled, SettingsThatDumpsBeginWith) {
  run("CREATE SCHEMA s;");
  const std::string head =
      "SET statement_timeout = 0; SET client_encoding = 'UTF8'; SET standard_conforming_strings = "
      "on;"
      "SELECT pg_catalog.set_config('search_path', '', false); SET xmloption = content;"
      "SET default_tablespace = ''; SET default_table_access_method = heap; SET row_security = "
      "off;";
  const std::string script =
      "CREATE TABLE IF NOT EXISTS s.t (a int); CREATE OR REPLACE VIEW s.v AS SELECT a + 1 AS b "
      "FROM "
      "s.t;";
  EXPECT_EQ(again({head + script}), "..........");
  EXPECT_EQ(now(head + "CREATE TABLE IF NOT EXISTS t (a int);"), "........r");  // no schema for it
  EXPECT_EQ(now("SET default_table_access_method = other;" + script), ".rr");
  EXPECT_EQ(now("SELECT set_config('search_path', current_user, false);" + script), ".rr");
}

TEST_F(Settled, PathsInATextAreFolded) {
  run("CREATE SCHEMA app; CREATE SCHEMA \"App\"; CREATE TABLE app.t (); CREATE TABLE \"App\".u "
      "();");
  const std::string tables = "CREATE TABLE IF NOT EXISTS t (); CREATE TABLE IF NOT EXISTS u ();";
  EXPECT_EQ(now("SELECT set_config('search_path', 'APP', false);" + tables), "..r");
  EXPECT_EQ(now("SELECT set_config('search_path', ' \"App\" ', false);" + tables), ".r.");
  EXPECT_EQ(now("SELECT set_config('search_path', '\"a,b\", app', false);" + tables), "..r");
  EXPECT_EQ(now("SELECT set_config('search_path', '\"a,b, app', false);" + tables), ".rr");
}

TEST_F(Settled, TimeZoneOfLiterals) {
  run("SET timezone = 'UTC'; CREATE TABLE t (a timestamptz DEFAULT '2024-01-01 00:00');");
  const std::string script = "ALTER TABLE t ALTER a SET DEFAULT '2024-01-01 00:00';";
  EXPECT_EQ(now("SET TIME ZONE 'UTC';" + script), "..");
  EXPECT_EQ(now("SET timezone TO 'Asia/Tokyo';" + script), ".r");
  EXPECT_EQ(now("SET timezone TO 'Asia/Tokyo'; SET TIME ZONE LOCAL;" + script), "...");
  EXPECT_EQ(now("SET TIME ZONE INTERVAL '+02:00' HOUR TO MINUTE;" + script), ".r");
}

TEST_F(Settled, ConditionsUnderTheScriptsPath) {
  run("CREATE SCHEMA one; CREATE SCHEMA two; CREATE TABLE two.t (a int);");
  const std::string guard =
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c' AND conrelid = "
      "'t'::regclass) THEN ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); END IF; END $$;";
  EXPECT_EQ(again({"SET search_path = two, one;" + guard}), "..");
  run("CREATE TABLE one.t (a int);");
  EXPECT_EQ(now("SET search_path = one, two;" + guard), ".r");
  EXPECT_EQ(now("SET search_path = two;" + guard), "..");
  EXPECT_EQ(verdicts(database, {"SET search_path = two;" + guard, guard}), ".. r");
}

TEST_F(Settled, ConditionsAreAskedAgain) {
  const std::string guard =
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c') THEN ALTER TABLE "
      "t "
      "ADD CONSTRAINT c CHECK (a > 0); END IF; END $$;";
  run("CREATE TABLE t (a int);");
  EXPECT_EQ(again({guard}), ".");
  EXPECT_EQ(now("COMMENT ON TABLE t IS 'x';" + guard), "r?");
}

TEST_F(Settled, OnlyOfTablesWithoutHeirs) {
  const std::string script =
      "ALTER TABLE ONLY t ENABLE ROW LEVEL SECURITY; ALTER TABLE ONLY t DROP CONSTRAINT IF EXISTS "
      "u;"
      "ALTER TABLE ONLY t ADD CONSTRAINT u UNIQUE (a);";
  run("CREATE TABLE t (a int);");
  EXPECT_EQ(again({script}), "...");
  run("CREATE TABLE heir () INHERITS (t);");
  EXPECT_EQ(now(script).substr(1), "rr");
}

TEST_F(Settled, OwnersWhateverTheNameIsWrittenLike) {
  const std::string user = query(database.url(), "SELECT quote_ident(current_user)");
  EXPECT_EQ(
      again({"CREATE OR REPLACE FUNCTION f(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT "
             "1'; ALTER FUNCTION f(a integer, b text) OWNER TO " +
             user + "; ALTER FUNCTION public.f(int, text) OWNER TO CURRENT_USER;"}),
      "...");
  run("CREATE TYPE mood AS ENUM ('a'); DO $$BEGIN CREATE ROLE settled_one; EXCEPTION WHEN "
      "duplicate_object THEN NULL; END$$; ALTER TYPE mood OWNER TO settled_one;");
  EXPECT_EQ(now("ALTER TYPE mood OWNER TO settled_one; ALTER TYPE mood OWNER TO " + user + ";"),
            ".r");
}

TEST_F(Settled, KeysAndTheirParameters) {
  const std::string key =
      "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_pkey; ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY "
      "KEY (a);";
  const std::string unique =
      "ALTER TABLE t DROP CONSTRAINT IF EXISTS u; ALTER TABLE t ADD CONSTRAINT u UNIQUE (b) WITH "
      "(fillfactor = 70) DEFERRABLE;";
  run("CREATE TABLE t (a int NOT NULL, b int);");
  EXPECT_EQ(again({key + unique}), "....");
  run("ALTER INDEX u SET (fillfactor = 50);");
  EXPECT_EQ(now(unique), "rr");
  run("ALTER INDEX t_pkey SET (fillfactor = 50);");
  EXPECT_EQ(now(key), "rr");
}

TEST_F(Settled, CascadeOfWhatNothingDependsOn) {
  const std::string script =
      "DROP VIEW IF EXISTS v CASCADE; CREATE VIEW v AS SELECT 1 AS a;"
      "DROP FUNCTION IF EXISTS f; CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';";
  EXPECT_EQ(again({script}), "....");
  run("CREATE VIEW w AS SELECT * FROM v;");
  EXPECT_EQ(now(script), "rr??");
}

TEST_F(Settled, ConstraintThatIsValidatedLater) {
  const std::string script =
      "ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT "
      "VALID; ALTER TABLE t VALIDATE CONSTRAINT c;";
  run("CREATE TABLE t (a int);");
  EXPECT_EQ(again({script}), "...");
  run("ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1);");
  EXPECT_EQ(now(script), "rrr");
}

}  // namespace
}  // namespace pgsettle
