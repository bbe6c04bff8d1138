// Where the rules of the group locks fire, and where they must not.
#include <gtest/gtest.h>

#include "support/rule_cases.h"

namespace pgsettle {
namespace {

void expect_all(const std::vector<RuleCase>& cases) {
  for (const RuleCase& rule_case : cases) expect_findings(rule_case);
}

TEST(NoopLock, NamesTheMode) {
  struct Case {
    std::string sql;
    std::string mode;  // empty: no lock
  };
  const std::vector<Case> cases = {
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;", "ACCESS EXCLUSIVE"},
      {"ALTER TABLE t DROP COLUMN IF EXISTS a;", "ACCESS EXCLUSIVE"},
      {"ALTER TABLE t DROP CONSTRAINT IF EXISTS c;", "ACCESS EXCLUSIVE"},
      {"ALTER TABLE t ALTER COLUMN a SET NOT NULL;", "ACCESS EXCLUSIVE"},
      {"ALTER TABLE t ALTER COLUMN a SET DEFAULT 1;", "ACCESS EXCLUSIVE"},
      {"ALTER TABLE t ENABLE ROW LEVEL SECURITY;", "ACCESS EXCLUSIVE"},
      {"ALTER TABLE t OWNER TO r;", "ACCESS EXCLUSIVE"},
      {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a;", "ACCESS EXCLUSIVE"},
      {"CREATE OR REPLACE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;", "ACCESS EXCLUSIVE"},
      {"CREATE INDEX IF NOT EXISTS i ON t (a);", "SHARE"},
      {"CREATE OR REPLACE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f();",
       "SHARE ROW EXCLUSIVE"},
      {"CREATE TABLE IF NOT EXISTS t (a int);", ""},
      {"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);", ""},
      {"DROP TABLE IF EXISTS t;", ""},
      {"ALTER FUNCTION f() OWNER TO r;", ""},
      {"COMMENT ON TABLE t IS 'a';", ""},
  };
  LintOptions options;
  options.select = {"noop-lock"};
  for (const Case& one : cases) {
    const LintedText linted({one.sql}, options);
    ASSERT_EQ(linted.result().findings.size(), one.mode.empty() ? 0U : 1U) << one.sql;
    if (one.mode.empty()) continue;
    EXPECT_NE(linted.result().findings[0].diagnostic.message.find("takes " + one.mode + " on"),
              std::string::npos)
        << linted.result().findings[0].diagnostic.message;
  }
}

TEST(LockRules, AreOffUnlessPsqlRunsTheScripts) {
  const std::string script =
      "DROP TRIGGER IF EXISTS g ON t; CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f();";
  EXPECT_FALSE(LintedText({script}).fires("drop-create-trigger"));
  LintOptions options;
  options.runner = Runner::psql;
  EXPECT_TRUE(LintedText({script}, options).fires("drop-create-trigger"));
}

TEST(DropCreate, NeedsTheSameObject) {
  const std::string trigger = "CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f();";
  expect_all({
      {"drop-create-trigger", 1, {"DROP TRIGGER IF EXISTS g ON t;", trigger}},
      {"drop-create-trigger", 0, {"DROP TRIGGER IF EXISTS g ON u;", trigger}},
      {"drop-create-trigger", 0, {"DROP TRIGGER IF EXISTS h ON t;", trigger}},
      {"drop-create-policy", 1, {"DROP POLICY IF EXISTS p ON t; CREATE POLICY p ON t;"}},
      {"drop-create-policy", 0, {"DROP POLICY IF EXISTS p ON t; CREATE POLICY q ON t;"}},
      {"drop-add-constraint",
       1,
       {"ALTER TABLE t DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c UNIQUE (a);"}},
      // Its definition is asked for first.
      {"drop-add-constraint",
       0,
       {"DO $do$ BEGIN IF (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'c' "
        "AND conrelid = 't'::regclass) IS DISTINCT FROM 'x' THEN ALTER TABLE t DROP CONSTRAINT IF "
        "EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); END IF; END $do$;"}},
  });
}

TEST(RebuiltEveryRun, KnowsWhatWritesEverythingAgain) {
  expect_all({
      {"rebuilt-every-run", 1, {"DROP INDEX IF EXISTS i; CREATE INDEX i ON t (a);"}},
      {"rebuilt-every-run", 1, {"VACUUM FULL t;"}},
      {"rebuilt-every-run", 1, {"VACUUM (FULL, ANALYZE) t;"}},
      {"rebuilt-every-run", 0, {"VACUUM ANALYZE t;"}},
      {"rebuilt-every-run", 1, {"CLUSTER t USING i;"}},
      {"rebuilt-every-run", 1, {"REFRESH MATERIALIZED VIEW CONCURRENTLY m;"}},
      {"rebuilt-every-run", 1, {"DO $do$ BEGIN REFRESH MATERIALIZED VIEW m; END $do$;"}},
      {"rebuilt-every-run",
       0,
       {"DO $do$ BEGIN IF f() THEN REFRESH MATERIALIZED VIEW m; END IF; END $do$;"}},
  });
}

TEST(IndexNotConcurrent, LeavesNewTables) {
  expect_all({
      {"index-not-concurrent", 1, {"CREATE TABLE t (a int);", "CREATE INDEX i ON t (a);"}},
      {"index-not-concurrent", 0, {"CREATE TABLE t (a int); CREATE INDEX i ON t (a);"}},
      {"index-not-concurrent",
       0,
       {"CREATE TABLE t (a int) PARTITION BY RANGE (a);", "CREATE INDEX i ON t (a);"}},
  });
}

TEST(ExceptionGuardLocks, ConcernsTables) {
  const auto handled = [](const std::string& statement) {
    return "DO $do$ BEGIN " + statement +
           "; EXCEPTION WHEN duplicate_object OR duplicate_column THEN NULL; END $do$;";
  };
  expect_all({
      {"exception-guard-locks", 1, {handled("CREATE POLICY p ON t")}},
      {"exception-guard-locks", 1, {handled("ALTER TABLE t ADD COLUMN c int")}},
      {"exception-guard-locks", 0, {handled("CREATE TYPE m AS ENUM ('a')")}},
  });
}

TEST(MissingLockTimeout, IsSaidOnceAScript) {
  expect_all({
      {"missing-lock-timeout",
       1,
       {"ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE u ENABLE ROW LEVEL SECURITY;"}},
      {"missing-lock-timeout",
       1,
       {"SET lock_timeout = '1s';", "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"}},
      {"missing-lock-timeout", 0, {"CREATE TABLE IF NOT EXISTS t (a int);"}},
  });
}

}  // namespace
}  // namespace pgsettle
