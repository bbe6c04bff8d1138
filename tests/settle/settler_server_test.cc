// What is settled on a real database, and what is not: the traps.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/settled_test.h"

namespace pgsettle {
namespace {

TEST_F(Settled, WhatIsThereByItsName) {
  EXPECT_EQ(again({"CREATE SCHEMA IF NOT EXISTS s; CREATE TABLE IF NOT EXISTS s.t (a int);"
                   "ALTER TABLE s.t ADD COLUMN IF NOT EXISTS b text;"
                   "CREATE INDEX IF NOT EXISTS i ON s.t (a); CREATE SEQUENCE IF NOT EXISTS s.q;"
                   "DROP TABLE IF EXISTS s.gone; DROP FUNCTION IF EXISTS gone(int);"}),
            ".......");
  EXPECT_EQ(now("CREATE TABLE IF NOT EXISTS t (a int); DROP TABLE IF EXISTS s.t;"), "rr");
}

TEST_F(Settled, NameOfAnotherKindIsAnError) {
  run("CREATE VIEW v AS SELECT 1 AS a;");
  EXPECT_EQ(now("DROP TABLE IF EXISTS v;"), "r");
  EXPECT_EQ(now("COMMENT ON TABLE v IS NULL;"), "r");
}

TEST_F(Settled, TriggerThatIsDroppedAndMadeAgain) {
  const std::string function =
      "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; "
      "END$$;";
  const std::string trigger =
      "DROP TRIGGER IF EXISTS tg ON t; CREATE TRIGGER tg BEFORE UPDATE ON t FOR EACH ROW "
      "WHEN (OLD.a IS DISTINCT FROM NEW.a AND NEW.b <> 'x') EXECUTE FUNCTION f();";
  run("CREATE TABLE t (a int, b varchar(5));");
  EXPECT_EQ(again({function + trigger}), "...");
  run("ALTER TABLE t DISABLE TRIGGER tg;");
  EXPECT_EQ(now(function + trigger), ".rr");
  run("ALTER TABLE t ENABLE TRIGGER tg; COMMENT ON TRIGGER tg ON t IS 'mine';");
  EXPECT_EQ(now(trigger), "rr");
  EXPECT_EQ(now(trigger + "COMMENT ON TRIGGER tg ON t IS 'mine';"), "...");
  EXPECT_EQ(now("CREATE TRIGGER tg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();"), "r");
}

TEST_F(Settled, ViewsPoliciesAndConstraintsAsTheServerWritesThem) {
  const std::string script =
      "CREATE TABLE IF NOT EXISTS t (a int PRIMARY KEY, b text, c timestamptz DEFAULT now());"
      "CREATE OR REPLACE VIEW v AS SELECT *, upper(b) AS u FROM t WHERE b IN ('x', 'y');"
      "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
      "DROP POLICY IF EXISTS p ON t;"
      "CREATE POLICY p ON t USING (b = current_setting('app.tenant', true));"
      "ALTER TABLE t DROP CONSTRAINT IF EXISTS long; ALTER TABLE t ADD CONSTRAINT long CHECK "
      "(length(b) BETWEEN 1 AND 9);"
      "ALTER TABLE t ALTER COLUMN b SET DEFAULT 'none';"
      "CREATE OR REPLACE FUNCTION g(x int DEFAULT 1 + 1) RETURNS int LANGUAGE sql RETURN x + 1;";
  EXPECT_EQ(again({script}), ".........");
  run("ALTER TABLE t ADD COLUMN d int;");
  EXPECT_EQ(now(script), ".r.......");  // SELECT * is another one now
}

TEST_F(Settled, TypesOfParameters) {
  run("CREATE SCHEMA \"My Schema\"; CREATE TYPE \"My Schema\".\"Mood\" AS ENUM ('a'); CREATE TYPE "
      "\"Mood 2\" AS ENUM ('b');");
  const std::string moods = "(\"My Schema\".\"Mood\", \"Mood 2\"[])";
  EXPECT_EQ(again({"CREATE OR REPLACE FUNCTION f(\"char\", char(3), numeric(10, 2), interval hour, "
                   "time(2) with time zone[], bit(3), dec) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                   "CREATE OR REPLACE FUNCTION g" +
                   moods + " RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION g" +
                   moods + " IS 'x';"}),
            "...");
}

TEST_F(Settled, OverloadsThatAreGone) {
  run("CREATE FUNCTION f(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE mood "
      "AS "
      "ENUM ('a');");
  EXPECT_EQ(
      now("DROP FUNCTION IF EXISTS f(int); DROP FUNCTION IF EXISTS f(int, uuid); DROP FUNCTION "
          "IF EXISTS f(mood, text); DROP FUNCTION IF EXISTS f();"),
      "....");
  EXPECT_EQ(now("DROP FUNCTION IF EXISTS f(int4, text);"), "r");
  run("CREATE SCHEMA s; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';");
  EXPECT_EQ(now("SET search_path = public, s; DROP FUNCTION IF EXISTS f();"), ".r");
  run("DROP SCHEMA s CASCADE;");
  EXPECT_EQ(now("DROP FUNCTION IF EXISTS f(int, gone);"), "r");  // no type: cannot be told
  EXPECT_EQ(now("DROP FUNCTION IF EXISTS f;"), "r");
}

TEST_F(Settled, TwinsShareATransactionAndNotAFailure) {
  run("CREATE TABLE t (a int, b varchar(5), c text);");
  std::string views;
  for (const char* name : {"v", "w", "x"}) {
    views +=
        fmt::format("CREATE OR REPLACE VIEW {0} AS SELECT a AS {0} FROM t WHERE b = '{0}';", name);
  }
  run(views);
  const auto next = [&] {
    return std::stoi(database.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())"));
  };
  const int before = next();
  EXPECT_EQ(now(views), "...");
  EXPECT_EQ(next(), before + 1);
  EXPECT_EQ(verdicts(database, {"CREATE OR REPLACE VIEW v AS SELECT a AS v FROM t WHERE b = 'v';",
                                "CREATE OR REPLACE VIEW w AS SELECT gone AS w FROM t;"}),
            ". r");
}

// What the server would refuse is sent, so that it can, although there is nothing to do.
TEST_F(Settled, WhatWouldFailIsSent) {
  run("CREATE ROLE settled_reader; CREATE SCHEMA s; GRANT USAGE, CREATE ON SCHEMA s TO "
      "settled_reader;"
      "CREATE TABLE s.t (a int, b text); COMMENT ON TABLE s.t IS 'c';"
      "CREATE VIEW s.v AS SELECT a FROM s.t;");
  EXPECT_EQ(now("COMMENT ON TABLE s.t IS 'c'; ALTER TABLE s.t ADD COLUMN IF NOT EXISTS a int;"),
            "..");
  EXPECT_EQ(now("SET ROLE settled_reader; COMMENT ON TABLE s.t IS 'c';"
                "ALTER TABLE s.t ADD COLUMN IF NOT EXISTS a int;"),
            ".rr");
  EXPECT_EQ(now("ALTER TABLE s.t ALTER COLUMN b TYPE text;"), ".");
  EXPECT_EQ(now("ALTER TABLE s.t ALTER COLUMN a TYPE int;"), "r");
  EXPECT_EQ(now("ALTER TABLE s.v DROP CONSTRAINT IF EXISTS c;"), "r");
  run("CREATE INDEX i ON s.t (a); ALTER TABLE s.t RENAME TO moved; CREATE VIEW s.t AS SELECT 1 AS "
      "a;");
  EXPECT_EQ(now("CREATE INDEX IF NOT EXISTS i ON s.t (a);"), "r");
  EXPECT_EQ(now("ALTER TABLE s.v ALTER COLUMN a DROP NOT NULL;"), "r");
  EXPECT_EQ(now("ALTER TABLE s.v ALTER COLUMN a DROP DEFAULT;"), ".");
  run("CREATE FUNCTION f(x int DEFAULT 4) RETURNS int LANGUAGE sql AS 'SELECT 2';");
  const std::string first =
      "CREATE OR REPLACE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';";
  const std::string last =
      "DROP FUNCTION IF EXISTS f(int);"
      "CREATE FUNCTION f(x int DEFAULT 4) RETURNS int LANGUAGE sql AS 'SELECT 2';";
  EXPECT_EQ(now(last), "..");
  EXPECT_EQ(now(first + last), "rrr");
  run("DROP SCHEMA s CASCADE; DROP ROLE settled_reader;");
}

TEST_F(Settled, WhatHidesAFunctionOfTheSystem) {
  const std::string script =
      "SET search_path = public, pg_catalog; DROP POLICY IF EXISTS p ON t;"
      "CREATE POLICY p ON t USING (length(a) <= 40) WITH CHECK (a::text <> '');";
  run("CREATE TABLE t (a varchar(40));" + script);
  EXPECT_EQ(now(script), "...");
  run("CREATE FUNCTION public.length(text) RETURNS int LANGUAGE sql AS 'SELECT 5';");
  EXPECT_EQ(now(script), ".rr");
}

TEST_F(Settled, RenamedConstraintOfATrigger) {
  const std::string script =
      "DROP TRIGGER IF EXISTS g ON t; CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR EACH ROW "
      "EXECUTE FUNCTION touch();";
  run("CREATE TABLE t (a int); CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN RETURN NEW; END';" +
      script);
  EXPECT_EQ(now(script), "..");
  run("ALTER TABLE t RENAME CONSTRAINT g TO other;");
  EXPECT_EQ(now(script), "rr");
}

TEST_F(Settled, TwinsOnTablesWithOddNames) {
  run(R"(CREATE TABLE "with ""quotes"" on" (id int, a text[]);)"
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';");
  EXPECT_EQ(again({R"(CREATE OR REPLACE TRIGGER "on" BEFORE INSERT ON "with ""quotes"" on")"
                   " FOR EACH ROW WHEN ('x' <> ALL (NEW.a)) EXECUTE FUNCTION touch();"}),
            ".");
}

TEST_F(Settled, LastDefinitionOfARunCounts) {
  const std::string one = "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';";
  const std::string two = "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';";
  EXPECT_EQ(again({one, two}), ". .");
  EXPECT_EQ(verdicts(database, {one, "SELECT f();", two}), "r r ?");
  SettleRun run({one + two});
  EXPECT_EQ(run.verdicts(*database.connect()), "..");
  ASSERT_NE(run.decision(0).superseded_by, nullptr);
  EXPECT_EQ(run.decision(1).superseded_by, nullptr);
  EXPECT_EQ(again({"CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX IF NOT EXISTS i ON t (a);"
                   "DROP INDEX IF EXISTS i;"}),
            "...");
}

TEST_F(Settled, WhatIsSentMakesWhatWasReadWorthless) {
  run("CREATE TABLE t (a int);");
  EXPECT_EQ(now("DROP TABLE IF EXISTS t; CREATE TABLE IF NOT EXISTS t (a int, b int);"), "r?");
  EXPECT_EQ(now("DO $$BEGIN EXECUTE 'DROP TABLE t'; END$$; CREATE TABLE IF NOT EXISTS t (a int);"),
            "r?");
  EXPECT_EQ(now("INSERT INTO t VALUES (1); CREATE TABLE IF NOT EXISTS t (a int);"), "r.");
}

TEST_F(Settled, IndexIsThereButOnOtherColumns) {
  run("CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a);");
  EXPECT_EQ(now("DROP INDEX IF EXISTS i; CREATE INDEX IF NOT EXISTS i ON t (b);"), "rr");
  EXPECT_EQ(now("DROP INDEX IF EXISTS i; CREATE INDEX i ON t (a);"), "..");
}

TEST_F(Settled, InvalidIndexIsBuiltAnew) {
  run("CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE INDEX j ON t (a);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('i'::regclass, 'j'::regclass);"
      "COMMENT ON INDEX j IS 'kept';");
  SettleRun settle(
      {"CREATE INDEX IF NOT EXISTS i ON t (a); CREATE INDEX IF NOT EXISTS i ON t (a);"
       "CREATE INDEX IF NOT EXISTS j ON t (a);"});
  EXPECT_EQ(settle.verdicts(*database.connect()), "rrr");
  EXPECT_EQ(settle.decision(0).must_send_before,
            std::vector<std::string>{R"(DROP INDEX IF EXISTS "public"."i")"});
  EXPECT_EQ(settle.decision(1).must_send_before, std::vector<std::string>());
  EXPECT_EQ(settle.decision(2).must_send_before, std::vector<std::string>());
  SettleRun aside({"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);"});
  EXPECT_EQ(aside.verdicts(*database.connect()), "r");
  EXPECT_EQ(aside.decision(0).must_send_before,
            std::vector<std::string>{R"(DROP INDEX CONCURRENTLY IF EXISTS "public"."i")"});
  // Somebody may be building it.
  const auto builder = database.connect();
  ask(*builder, "BEGIN");
  ask(*builder, "LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE");
  EXPECT_EQ(settle.verdicts(*database.connect()), "rrr");
  EXPECT_EQ(settle.decision(0).must_send_before, std::vector<std::string>());
}

TEST_F(Settled, RollbackUndoesTheLastDefinition) {
  const std::string one = "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';";
  const std::string two = "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';";
  run(two);
  EXPECT_EQ(now(one + "BEGIN;" + two + "ROLLBACK;"), "r.r.");
  EXPECT_EQ(now("BEGIN; COMMENT ON FUNCTION f() IS 'x'; ROLLBACK;" + two), ".r.?");
}

TEST_F(Settled, SettingInABlockIsASetting) {
  run("CREATE TABLE t (a int);");
  EXPECT_EQ(now("DO $$BEGIN SET search_path = pg_catalog; END$$; CREATE TABLE IF NOT EXISTS t ();"),
            "r?");
}

TEST_F(Settled, LongNamesAreCutAsTheServerCutsThem) {
  const std::string name = "t" + std::string(61, 'x') + "ü";
  run(fmt::format("CREATE TABLE {} (a int);", name));
  EXPECT_EQ(now(fmt::format("CREATE TABLE IF NOT EXISTS {}y (a int);", name)), ".");
  EXPECT_EQ(now(fmt::format("DROP TABLE IF EXISTS {}y;", name)), "r");
}

TEST_F(Settled, ConditionOnRowsIsNotAskedBefore) {
  run("CREATE TABLE done (what text);");
  EXPECT_EQ(now("INSERT INTO done VALUES ('x'); DO $$BEGIN IF EXISTS (SELECT FROM pg_class, done "
                "WHERE what = 'x') THEN CREATE TABLE IF NOT EXISTS n (a int); END IF; END$$;"),
            "rr");
}

TEST_F(Settled, EventTriggerMayDoAnything) {
  run("CREATE TABLE t (a int); CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS "
      "$$BEGIN END$$; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION e();");
  EXPECT_EQ(now("COMMENT ON TABLE t IS 'x'; CREATE TABLE IF NOT EXISTS t (a int);"), "r?");
}

TEST_F(Settled, FollowsTheSearchPathAndTheRole) {
  run("CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE TABLE public.u (a int);");
  EXPECT_EQ(now("SET search_path = s; CREATE TABLE IF NOT EXISTS t (a int);"
                "CREATE TABLE IF NOT EXISTS u (a int);"),
            "..r");
  EXPECT_EQ(now("CREATE TEMP TABLE IF NOT EXISTS u (a int); COMMENT ON TABLE u IS 'x';"), "rr");
  EXPECT_EQ(now("SET LOCAL search_path = s; CREATE TABLE IF NOT EXISTS t (a int);"), "..");
  EXPECT_EQ(now("BEGIN; SET LOCAL search_path = s; COMMIT; CREATE TABLE IF NOT EXISTS t (a int);"),
            "...r");
}

TEST_F(Settled, GuardedBlocks) {
  const std::string guards =
      "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE "
      "mood AS ENUM ('a'); END IF; END$$;"
      "DO $$BEGIN CREATE TYPE pair AS (a int); EXCEPTION WHEN duplicate_object THEN NULL; END$$;";
  EXPECT_EQ(again({guards}), "..");
  EXPECT_EQ(now("DO $$BEGIN CREATE TYPE pair AS (a int); EXCEPTION WHEN duplicate_table THEN NULL; "
                "END$$;"),
            "r");
  EXPECT_EQ(now("DO $$BEGIN PERFORM pg_sleep(0); IF to_regtype('mood') IS NULL THEN CREATE TYPE "
                "mood AS ENUM ('a'); END IF; END$$;"),
            "r");
}

TEST_F(Settled, PrivilegesAsAWhole) {
  run("DO $$BEGIN CREATE ROLE settled_reader; EXCEPTION WHEN duplicate_object THEN NULL; END$$;"
      "CREATE TABLE t (a int);");
  const std::string script =
      "REVOKE ALL ON t FROM settled_reader; GRANT SELECT, INSERT ON t TO settled_reader;";
  EXPECT_EQ(again({script}), "..");
  run("GRANT DELETE ON t TO settled_reader;");
  EXPECT_EQ(now(script), "rr");
}

TEST_F(Settled, OwnerOnItsWayLeavesPrivileges) {
  run("DO $$BEGIN CREATE ROLE settled_one; EXCEPTION WHEN duplicate_object THEN NULL; END$$;"
      "DO $$BEGIN CREATE ROLE settled_two; EXCEPTION WHEN duplicate_object THEN NULL; END$$;"
      "CREATE TABLE t (a int); ALTER TABLE t OWNER TO settled_two; GRANT SELECT ON t TO "
      "settled_one;");
  EXPECT_EQ(now("ALTER TABLE t OWNER TO settled_two;"), ".");
  EXPECT_EQ(now("ALTER TABLE t OWNER TO settled_one; ALTER TABLE t OWNER TO settled_two;"), "rr");
}

TEST_F(Settled, AllPrivilegesAreThoseOfTheServer) {
  run("DO $$BEGIN CREATE ROLE settled_reader; EXCEPTION WHEN duplicate_object THEN NULL; END$$;"
      "CREATE TABLE t (a int); GRANT ALL ON t TO settled_reader;");
  EXPECT_EQ(now("GRANT ALL ON t TO settled_reader;"), ".");
  if (test_server_version() < 17) return;
  run("REVOKE MAINTAIN ON t FROM settled_reader, CURRENT_USER;");
  EXPECT_EQ(now("GRANT ALL ON t TO settled_reader;"), "r");
}

TEST_F(Settled, NotNullThatIsNotValidYet) {
  run("CREATE TABLE t (a int NOT NULL, b int);");
  EXPECT_EQ(now("ALTER TABLE t ALTER a SET NOT NULL; ALTER TABLE t ALTER b DROP NOT NULL;"), "..");
  if (test_server_version() < 18) return;
  run("ALTER TABLE t ADD CONSTRAINT n NOT NULL b NOT VALID;");
  EXPECT_EQ(now("ALTER TABLE t ALTER b SET NOT NULL;"), "r");
  EXPECT_EQ(now("ALTER TABLE t ALTER b DROP NOT NULL;"), "r");
}

TEST_F(Settled, SaysWhatWillNotConverge) {
  run("CREATE TABLE t (a int, c text, d int DEFAULT 1); CREATE TYPE mood AS ENUM ('a');"
      "CREATE TABLE other (a int); CREATE INDEX i ON other (a);");
  SettleRun settle(
      {"CREATE TABLE IF NOT EXISTS t (a bigint, b int, c text NOT NULL, d int);"
       "CREATE INDEX IF NOT EXISTS i ON t (a);"
       "DO $$BEGIN CREATE TYPE mood AS ENUM ('a', 'b'); EXCEPTION WHEN duplicate_object THEN NULL; "
       "END$$;"});
  EXPECT_EQ(settle.verdicts(*database.connect()), "...");
  EXPECT_EQ(
      settle.divergences(),
      (std::vector<std::string>{
          "column a of table public.t is integer, not bigint", "table public.t has no column b",
          "column c of table public.t may be null", "column d of table public.t has a default",
          "index public.i is there, but on public.other", "enum public.mood has no label 'b'"}));
}

TEST_F(Settled, WhatATypeImpliesConverges) {
  const std::string table =
      "CREATE TABLE IF NOT EXISTS t (a serial, b bigint GENERATED ALWAYS AS IDENTITY, c int, "
      "PRIMARY KEY (c));";
  run(table);
  SettleRun settle({table});
  EXPECT_EQ(settle.verdicts(*database.connect()), ".");
  EXPECT_EQ(settle.divergences(), std::vector<std::string>{});
}

TEST_F(Settled, OddNames) {
  EXPECT_EQ(
      again({R"(CREATE SCHEMA IF NOT EXISTS "S.x"; CREATE TABLE IF NOT EXISTS "S.x"."T""y" ()"
             R"("größe" int, "select" text); COMMENT ON COLUMN "S.x"."T""y"."größe" IS 'ü''s';)"
             R"(DROP TRIGGER IF EXISTS "Tg" ON "S.x"."T""y"; CREATE TRIGGER "Tg" BEFORE )"
             R"(UPDATE ON "S.x"."T""y" FOR EACH ROW EXECUTE FUNCTION )"
             R"(suppress_redundant_updates_trigger();)"}),
      ".....");
}

TEST_F(Settled, NothingIsWrittenAndNobodyWaits) {
  const std::string script =
      "CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX IF NOT EXISTS i ON t (a);"
      "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int;";
  run(script);
  const auto holder = database.connect();
  ask(*holder, "BEGIN");
  ask(*holder, "LOCK TABLE t IN ROW EXCLUSIVE MODE");
  ask(*holder, "SELECT count(*) FROM t");
  const std::string before = database.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())");
  EXPECT_EQ(now(script), "...");
  EXPECT_EQ(database.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())"), before);
}

}  // namespace
}  // namespace pgsettle
