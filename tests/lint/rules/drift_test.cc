// Where the rules of the group drift fire, and where they must not.
#include <gtest/gtest.h>

#include "support/rule_cases.h"

namespace pgsettle {
namespace {

void expect_all(const std::vector<RuleCase>& cases) {
  for (const RuleCase& rule_case : cases) expect_findings(rule_case);
}

std::string guarded(const std::string& condition, const std::string& statement) {
  return "DO $do$ BEGIN IF " + condition + " THEN " + statement + "; END IF; END $do$;";
}

std::string handled(const std::string& statements, const std::string& handler) {
  return "DO $do$ BEGIN " + statements + " EXCEPTION " + handler + " END $do$;";
}

TEST(DuplicateDefinition, ComparesRoutinesAndViews) {
  const std::string one = "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';";
  const std::string two = "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';";
  const std::string other =
      "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';";
  expect_all({
      {"duplicate-definition", 1, {one, two}},
      {"duplicate-definition", 0, {one, one}},
      {"duplicate-definition", 0, {one, other}},
      {"duplicate-definition", 0, {one, "DROP FUNCTION IF EXISTS f();" + two}},
      {"duplicate-definition",
       0,
       {one, "create or replace function public.f()\n  returns int language sql as 'SELECT 1';"}},
      {"duplicate-definition",
       1,
       {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a;",
        "CREATE OR REPLACE VIEW v AS SELECT 2 AS a;"}},
      {"duplicate-definition",
       0,
       {"CREATE TEMP VIEW v AS SELECT 1 AS a;", "CREATE OR REPLACE TEMP VIEW v AS SELECT 2 AS a;"}},
  });
}

TEST(DuplicateDefinition, ComparesWhatIsCreatedOnce) {
  expect_all({
      {"duplicate-definition",
       1,
       {"CREATE TABLE IF NOT EXISTS t (a int);", "CREATE TABLE IF NOT EXISTS t (a int, b int);"}},
      {"duplicate-definition",
       0,
       {"CREATE TABLE IF NOT EXISTS s.t (a int);", "CREATE TABLE IF NOT EXISTS t (a int, b int);"}},
      {"duplicate-definition",
       1,
       {"CREATE TABLE IF NOT EXISTS t (a int);",
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS a bigint;"}},
      {"duplicate-definition",
       0,
       {"CREATE TABLE IF NOT EXISTS t (a int NOT NULL);",
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS a integer;"}},
      {"duplicate-definition",
       1,
       {"CREATE INDEX IF NOT EXISTS i ON t (a);", "CREATE INDEX IF NOT EXISTS i ON t (b);"}},
      {"duplicate-definition",
       0,
       {"CREATE INDEX IF NOT EXISTS i ON t (a);",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t (a);"}},
      {"duplicate-definition",
       1,
       {guarded("to_regtype('public.m') IS NULL", "CREATE TYPE m AS ENUM ('a')"),
        guarded("to_regtype('public.m') IS NULL", "CREATE TYPE m AS ENUM ('a', 'b')")}},
      {"duplicate-definition",
       0,
       {"DO $do$ BEGIN IF to_regclass('public.x') IS NULL THEN CREATE TABLE t (a int); ELSE CREATE "
        "TABLE t (b int); END IF; END $do$;"}},
      // A table that is made anew has new columns.
      {"duplicate-definition",
       0,
       {"CREATE TABLE t (a int); DROP TABLE t;", "CREATE TABLE IF NOT EXISTS t (a text);"}},
  });
}

TEST(DuplicateDefinition, ComparesCommentsAndGrants) {
  expect_all({
      {"duplicate-definition",
       1,
       {"COMMENT ON COLUMN t.a IS 'one';", "COMMENT ON COLUMN public.t.a IS 'two';"}},
      {"duplicate-definition",
       0,
       {"COMMENT ON COLUMN t.a IS 'one';", "COMMENT ON COLUMN t.b IS 'two';"}},
      {"duplicate-definition", 1, {"GRANT SELECT ON t TO r;", "REVOKE SELECT ON t FROM r;"}},
      {"duplicate-definition", 1, {"GRANT SELECT ON t TO r;", "REVOKE ALL ON t FROM r;"}},
      {"duplicate-definition", 0, {"GRANT ALL ON t TO r;", "REVOKE DELETE ON t FROM r;"}},
      {"duplicate-definition", 0, {"GRANT SELECT ON t TO r;", "REVOKE SELECT ON t FROM q;"}},
      {"duplicate-definition", 0, {"REVOKE ALL ON t FROM r; GRANT SELECT ON t TO r;"}},
      {"duplicate-definition",
       0,
       {"GRANT SELECT ON t TO r;", "REVOKE GRANT OPTION FOR SELECT ON t FROM r;"}},
  });
}

TEST(DuplicateDefinition, PointsAtTheScriptThatIsAskedAbout) {
  LintOptions options;
  options.select = {"duplicate-definition"};
  const std::vector<std::string> scripts = {"COMMENT ON TABLE t IS 'a';",
                                            "COMMENT ON TABLE t IS 'b';"};
  const LintedText first(scripts, options, {true, false});
  ASSERT_EQ(first.result().findings.size(), 1U);
  EXPECT_EQ(first.result().findings[0].diagnostic.source->path(), "0.sql");
}

TEST(CreatedThenDropped, NeedsAScriptThatUndoesAnother) {
  const std::string view = "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;";
  expect_all({
      {"created-then-dropped", 1, {view, "DROP VIEW IF EXISTS v;"}},
      {"created-then-dropped", 0, {view + "DROP VIEW IF EXISTS v;"}},
      {"created-then-dropped", 0, {view, "DROP VIEW IF EXISTS v;", view}},
      {"created-then-dropped", 0, {"DROP VIEW IF EXISTS v;", view}},
      {"created-then-dropped", 0, {view, "DROP VIEW IF EXISTS s.v;"}},
  });
}

TEST(NameCollision, KnowsTheSharedNameSpace) {
  const std::string table = "CREATE TABLE IF NOT EXISTS n (a int);";
  expect_all({
      {"name-collision", 1, {table, "CREATE SEQUENCE IF NOT EXISTS n;"}},
      {"name-collision", 1, {table, "CREATE OR REPLACE VIEW n AS SELECT 1 AS a;"}},
      {"name-collision", 0, {table, "CREATE SEQUENCE IF NOT EXISTS s.n;"}},
      {"name-collision", 0, {table, "DROP TABLE n; CREATE OR REPLACE VIEW n AS SELECT 1 AS a;"}},
      {"name-collision",
       1,
       {"CREATE INDEX IF NOT EXISTS i ON t (a);", "CREATE INDEX IF NOT EXISTS i ON u (a);"}},
      {"name-collision",
       0,
       {"CREATE INDEX IF NOT EXISTS i ON t (a);", "CREATE INDEX IF NOT EXISTS i ON t (b);"}},
      {"name-collision",
       1,
       {table, guarded("to_regtype('public.n') IS NULL", "CREATE TYPE n AS ENUM ('a')")}},
      {"name-collision",
       0,
       {"CREATE SEQUENCE IF NOT EXISTS n;",
        guarded("to_regtype('public.n') IS NULL", "CREATE TYPE n AS ENUM ('a')")}},
      {"name-collision", 0, {table, "CREATE TEMP TABLE n (b int);"}},
  });
}

TEST(NameTruncated, CountsBytes) {
  const std::string limit(63, 'n');
  const std::string over(64, 'n');
  const std::string wide = "\"" + std::string(62, 'n') + "\xc3\xa4\"";
  expect_all({
      {"name-truncated", 0, {"CREATE TABLE IF NOT EXISTS " + limit + " (a int);"}},
      {"name-truncated", 1, {"CREATE TABLE IF NOT EXISTS " + over + " (a int);"}},
      {"name-truncated", 1, {"CREATE TABLE IF NOT EXISTS " + wide + " (a int);"}},
      {"name-truncated", 1, {"CREATE TABLE IF NOT EXISTS t (" + over + " int);"}},
      {"name-truncated", 1, {"ALTER TABLE t RENAME TO " + over + ";"}},
      // Not a name that it makes.
      {"name-truncated", 0, {"DROP TABLE IF EXISTS " + over + ";"}},
      {"name-truncated", 0, {"CREATE OR REPLACE VIEW v AS SELECT '" + over + "' AS a;"}},
  });
}

TEST(SelectStarInView, LeavesWhatCannotChange) {
  expect_all({
      {"select-star-in-view", 1, {"CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT * FROM t;"}},
      {"select-star-in-view", 1, {"CREATE OR REPLACE VIEW v AS SELECT 1 AS one, t.* FROM t;"}},
      {"select-star-in-view", 0, {"CREATE OR REPLACE VIEW v AS SELECT count(*) AS n FROM t;"}},
      {"select-star-in-view",
       0,
       {"CREATE OR REPLACE VIEW v AS SELECT * FROM (VALUES (1, 2)) AS c (a, b);"}},
  });
}

TEST(GuardUnscoped, KnowsTheCatalogs) {
  const std::string add = "ALTER TABLE t ADD COLUMN c int";
  const std::string trigger = "CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()";
  expect_all({
      {"guard-unscoped",
       1,
       {guarded("NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'c')",
                add)}},
      {"guard-unscoped",
       0,
       {guarded("NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND "
                "column_name = 'c')",
                add)}},
      {"guard-unscoped",
       1,
       {guarded("NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgname = 'g')", trigger)}},
      {"guard-unscoped",
       0,
       {guarded("NOT EXISTS (SELECT 1 FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE "
                "tgname = 'g' AND relname = 't')",
                trigger)}},
      // Not what is asked for.
      {"guard-unscoped",
       0,
       {guarded("EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'c')",
                trigger)}},
      {"guard-unscoped",
       1,
       {"DO $do$ BEGIN IF EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'p') THEN RETURN; "
        "END IF; CREATE POLICY p ON t; END $do$;"}},
  });
}

TEST(GuardWhenOthers, LetsPassWhatRaisesAgain) {
  const std::string type = "CREATE TYPE m AS ENUM ('a');";
  expect_all({
      {"guard-when-others", 1, {handled(type, "WHEN OTHERS THEN NULL;")}},
      {"guard-when-others", 1, {handled(type, "WHEN others THEN RAISE NOTICE 'x';")}},
      {"guard-when-others", 0, {handled(type, "WHEN OTHERS THEN RAISE;")}},
      {"guard-when-others", 0, {handled(type, "WHEN OTHERS THEN RAISE EXCEPTION 'x';")}},
      {"guard-when-others", 0, {handled("PERFORM f();", "WHEN OTHERS THEN NULL;")}},
      {"guard-when-others",
       1,
       {handled(type + "CREATE TYPE n AS ENUM ('a');", "WHEN OTHERS THEN NULL;")}},
  });
}

TEST(GuardMultipleStatements, CountsDefinitionsOfTheBlock) {
  const std::string one = "CREATE TYPE m AS ENUM ('a');";
  const std::string two = "CREATE TYPE n AS ENUM ('a');";
  const std::string handler = "WHEN duplicate_object THEN NULL;";
  expect_all({
      {"guard-multiple-statements", 1, {handled(one + two, handler)}},
      {"guard-multiple-statements", 0, {handled(one, handler)}},
      {"guard-multiple-statements", 0, {handled("PERFORM f();" + one, handler)}},
      {"guard-multiple-statements",
       0,
       {"DO $do$ BEGIN BEGIN " + one + " EXCEPTION " + handler + " END; BEGIN " + two +
        " EXCEPTION " + handler + " END; END $do$;"}},
      // Neither is caught, or fails.
      {"guard-multiple-statements", 0, {handled(one + two, "WHEN division_by_zero THEN NULL;")}},
      {"guard-multiple-statements",
       0,
       {handled("CREATE TABLE IF NOT EXISTS t (a int); DROP TABLE IF EXISTS u;",
                "WHEN duplicate_table THEN NULL;")}},
  });
}

TEST(IfExistsUnknownTarget, TakesOneSlipOnly) {
  const std::string created = "CREATE TABLE IF NOT EXISTS account (a int);";
  expect_all({
      {"if-exists-unknown-target", 1, {created, "ALTER TABLE IF EXISTS acocunt ADD b int;"}},
      {"if-exists-unknown-target", 1, {created, "DROP TABLE IF EXISTS accoumt;"}},
      {"if-exists-unknown-target", 0, {created, "DROP TABLE IF EXISTS other;"}},
      {"if-exists-unknown-target", 0, {created, "DROP TABLE IF EXISTS accounts;"}},
      {"if-exists-unknown-target", 1, {created, "DROP POLICY IF EXISTS p ON accounts;"}},
      {"if-exists-unknown-target", 0, {created, "DROP TABLE IF EXISTS account2;"}},
      {"if-exists-unknown-target",
       0,
       {created, "ALTER TABLE acount RENAME TO c; DROP TABLE IF EXISTS acount;"}},
  });
}

TEST(UnqualifiedName, IsQuietBehindSearchPath) {
  expect_all({
      {"unqualified-name", 1, {"CREATE TYPE m AS ENUM ('a');"}},
      {"unqualified-name", 0, {"SET search_path = s; CREATE TYPE m AS ENUM ('a');"}},
      {"unqualified-name", 0, {"CREATE TEMP TABLE t (a int);"}},
      {"unqualified-name", 0, {"CREATE INDEX IF NOT EXISTS i ON s.t (a);"}},
  });
}

TEST(ExtensionVersionIgnored, LooksForTheClause) {
  expect_all({
      {"extension-version-ignored", 1, {"CREATE EXTENSION IF NOT EXISTS x WITH VERSION '2';"}},
      {"extension-version-ignored", 0, {"CREATE EXTENSION IF NOT EXISTS x WITH SCHEMA s;"}},
      {"extension-version-ignored", 0, {"CREATE EXTENSION x VERSION '2';"}},
  });
}

TEST(AttributeOutsideReplace, FindsTheOverload) {
  const std::string replace =
      "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';";
  const std::string other =
      "CREATE OR REPLACE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';";
  expect_all({
      {"attribute-outside-replace", 1, {replace, "ALTER FUNCTION f(integer) STABLE;"}},
      {"attribute-outside-replace", 1, {replace, "ALTER FUNCTION f STABLE;"}},
      {"attribute-outside-replace", 0, {replace, "ALTER FUNCTION g(integer) STABLE;"}},
      {"attribute-outside-replace", 0, {replace, "ALTER FUNCTION f(integer) OWNER TO r;"}},
      {"attribute-outside-replace", 0, {replace + other, "ALTER FUNCTION f(date) STABLE;"}},
      {"attribute-outside-replace",
       1,
       {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a;",
        "ALTER VIEW v SET (security_invoker = true);"}},
      {"attribute-outside-replace",
       0,
       {"CREATE TABLE t (a int);", "ALTER TABLE t SET (fillfactor = 70);"}},
  });
}

}  // namespace
}  // namespace pgsettle
