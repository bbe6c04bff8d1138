// Definitions that a later statement completes.
#include "support/settled_test.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

TEST_F(Settled, AttributesOfARoutineBehindIt) {
  const std::string create =
      "CREATE OR REPLACE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS $$ "
      "SELECT "
      "1 $$;";
  const std::string alter =
      "ALTER FUNCTION f(int, text) SET search_path = '';"
      "ALTER FUNCTION f(int, text) SECURITY DEFINER;";
  EXPECT_EQ(again({create + alter}), "...");
  EXPECT_EQ(again({create, alter}), ". ..");
  EXPECT_EQ(now(alter + create), "..r");  // which would take them away
  EXPECT_EQ(now(create + "ALTER FUNCTION f(int, text) SECURITY INVOKER;"), "rr");
  // Somebody could see it without them.
  EXPECT_EQ(now(create + "SELECT f(1);" + alter), "rr??");
  run("ALTER FUNCTION f(int, text) RESET search_path;");
  EXPECT_EQ(now(create + alter), "rrr");
}

TEST_F(Settled, AttributesOfABodyThatIsNotQuoted) {
  if (test_server_version() < 14) GTEST_SKIP() << "has no such bodies";
  EXPECT_EQ(again({"CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + 1;"
                   "ALTER FUNCTION f(int) IMMUTABLE; ALTER FUNCTION f(int) COST 7;"}),
            "...");
}

TEST_F(Settled, OptionsOfAViewBehindIt) {
  const std::string script =
      "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;"
      "ALTER VIEW v SET (security_barrier = true);";
  EXPECT_EQ(again({script}), "..");
  EXPECT_EQ(again({"DROP VIEW IF EXISTS v;" + script}), "...");
  run("ALTER VIEW v RESET (security_barrier);");
  EXPECT_EQ(now(script), ".r");
  run("ALTER VIEW v SET (security_barrier = false);");
  EXPECT_EQ(now(script), "rr");
}

TEST_F(Settled, StateOfATriggerBehindIt) {
  run("CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
      "RETURN NEW; END$$;");
  const std::string script =
      "DROP TRIGGER IF EXISTS tg ON t; CREATE TRIGGER tg BEFORE UPDATE ON t FOR EACH ROW EXECUTE "
      "FUNCTION f(); ALTER TABLE t DISABLE TRIGGER tg;";
  EXPECT_EQ(again({script}), "...");
  run("ALTER TABLE t ENABLE ALWAYS TRIGGER tg;");
  EXPECT_EQ(now(script), "rrr");
}

TEST_F(Settled, TriggersOfPartitionedTables) {
  run("CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t FOR VALUES "
      "FROM (1) TO (9) PARTITION BY RANGE (a); CREATE TABLE t11 PARTITION OF t1 DEFAULT;"
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;");
  const std::string script =
      "DROP TRIGGER IF EXISTS s ON t; CREATE TRIGGER s AFTER INSERT ON t EXECUTE FUNCTION f();"
      "DROP TRIGGER IF EXISTS r ON t; CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW EXECUTE "
      "FUNCTION f();";
  EXPECT_EQ(again({script}), "....");
  run("ALTER TABLE t11 DISABLE TRIGGER r;");
  EXPECT_EQ(now(script), "..rr");
}

TEST_F(Settled, PartitionsAreTablesOfTheirOwn) {
  const std::string script =
      "CREATE TABLE IF NOT EXISTS t (a int, b int) PARTITION BY RANGE (a);"
      "CREATE TABLE IF NOT EXISTS t1 PARTITION OF t FOR VALUES FROM (1) TO (9);"
      "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t1 SET (fillfactor = 70);"
      "ALTER TABLE t1 ALTER b SET DEFAULT 3;";
  EXPECT_EQ(again({script}), ".....");
  EXPECT_EQ(now("ALTER TABLE t ALTER b DROP DEFAULT;"), "r");  // of the partition, too
}

TEST_F(Settled, ConstraintInOneStatement) {
  run("CREATE TABLE t (a int, b text);");
  const std::string script =
      "ALTER TABLE t DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c CHECK (length(b) BETWEEN 1 AND "
      "9);"
      "ALTER TABLE t ALTER a SET DEFAULT 1 + 1, ALTER b SET DEFAULT 'x, y';";
  EXPECT_EQ(again({script}), "..");
  run("ALTER TABLE t ALTER a SET DEFAULT 3;");
  EXPECT_EQ(now(script), ".r");
}

TEST_F(Settled, AggregatesAndRecursiveViews) {
  const std::string aggregate =
      "CREATE OR REPLACE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');";
  EXPECT_EQ(again({aggregate}), ".");
  run("CREATE OR REPLACE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '1');");
  EXPECT_EQ(now(aggregate), "r");
  const std::string view =
      "CREATE OR REPLACE RECURSIVE VIEW n (i) AS VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i "
      "< "
      "5;";
  EXPECT_EQ(again({view}), ".");
  run("CREATE OR REPLACE RECURSIVE VIEW n (i) AS VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i "
      "< "
      "6;");
  EXPECT_EQ(now(view), "r");
}

}  // namespace
}  // namespace pgsettle
