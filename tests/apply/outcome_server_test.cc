#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "apply/outcome.h"
#include "base/process.h"
#include "base/temporary_directory.h"
#include "support/test_database.h"

namespace pgsettle {
namespace {

// The outcomes of a script that is run after `before`.
std::string outcomes(std::string_view before, const std::string& sql) {
  ServerRun run;
  ApplyBench preparation(*run.connection, run.clock);
  preparation.add("0.sql", before);
  preparation.run();
  EXPECT_EQ(preparation.stop(), "done") << preparation.failure();
  run.bench.add("1.sql", sql);
  run.bench.run();
  return run.bench.outcomes();
}

TEST(Outcome, OfASecondRunIsUnchanged) {
  const std::string script =
      "CREATE TABLE IF NOT EXISTS t(a int);"
      "CREATE TABLE IF NOT EXISTS u AS SELECT 1 AS a;"
      "CREATE INDEX IF NOT EXISTS i ON t(a);"
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS j ON t(a);"
      "CREATE SEQUENCE IF NOT EXISTS s;"
      "CREATE SCHEMA IF NOT EXISTS x;"
      "CREATE EXTENSION IF NOT EXISTS plpgsql;"
      "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1 AS a;"
      "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int, ADD COLUMN IF NOT EXISTS c numeric(3, 1);"
      "CREATE STATISTICS IF NOT EXISTS st ON a, b FROM t;"
      "DROP TABLE IF EXISTS nothing;"
      "ALTER TABLE t DROP COLUMN IF EXISTS nothing;";
  ServerRun first;
  first.bench.add("1.sql", script);
  first.bench.run();
  EXPECT_EQ(first.bench.outcomes(),
            "applied applied applied applied applied applied unchanged applied applied applied "
            "unchanged unchanged");
  first.connection.reset();  // and the lock with it
  const auto again = first.database.connect();
  ApplyBench second(*again, first.clock);
  second.add("1.sql", script);
  second.run();
  EXPECT_EQ(second.outcomes(),
            "unchanged unchanged unchanged unchanged unchanged unchanged unchanged unchanged "
            "unchanged unchanged unchanged unchanged");
}

TEST(Outcome, OfDropTellsWhetherAnythingWasThere) {
  const std::string_view before =
      "CREATE TABLE a(x int PRIMARY KEY); CREATE TABLE b(x int REFERENCES a); CREATE VIEW v AS "
      "SELECT * FROM b; CREATE TABLE c();";
  EXPECT_EQ(outcomes(before,
                     "DROP TABLE IF EXISTS no1, no2, no.no3; DROP TABLE IF EXISTS c, no1; "
                     "DROP TABLE IF EXISTS a CASCADE; DROP TABLE IF EXISTS a CASCADE; "
                     "DROP TABLE IF EXISTS b CASCADE; DROP VIEW IF EXISTS v;"),
            "unchanged applied applied unchanged applied unchanged");
  EXPECT_EQ(outcomes("",
                     "DROP FUNCTION IF EXISTS f(int); DROP TRIGGER IF EXISTS t ON nothing; DROP "
                     "POLICY IF EXISTS p ON nothing; DROP TYPE IF EXISTS t; DROP SCHEMA IF "
                     "EXISTS s; DROP ROLE IF EXISTS nobody1, nobody2; DROP INDEX CONCURRENTLY "
                     "IF EXISTS i; DROP DATABASE IF EXISTS nothing; DROP CAST IF EXISTS (text "
                     "AS int); DROP EXTENSION IF EXISTS nothing;"),
            "unchanged unchanged unchanged unchanged unchanged unchanged unchanged unchanged "
            "unchanged unchanged");
}

TEST(Outcome, OfAlterTableCountsItsActions) {
  EXPECT_EQ(
      outcomes("CREATE TABLE t(a int, b int);",
               "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS z;"
               "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS b;"
               "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN c numeric(4, 2);"
               "ALTER TABLE t DROP CONSTRAINT IF EXISTS z, DROP COLUMN IF EXISTS z CASCADE;"
               "ALTER TABLE IF EXISTS nothing ADD a int, ADD b int, DROP COLUMN c;"
               "ALTER TABLE IF EXISTS nothing RENAME TO t2; ALTER TABLE IF EXISTS t RENAME TO "
               "t2; ALTER SEQUENCE IF EXISTS nothing RESTART; ALTER VIEW IF EXISTS nothing "
               "RENAME TO x;"),
      "unchanged applied applied unchanged unchanged unchanged applied unchanged unchanged");
}

TEST(Outcome, KnowsMergingFromSkipping) {
  EXPECT_EQ(
      outcomes("CREATE TABLE p(a int); CREATE TABLE k(b int, c int, CONSTRAINT ck CHECK (b > "
               "0)) INHERITS (p); CREATE UNIQUE INDEX i ON p(a);",
               "ALTER TABLE p ADD COLUMN IF NOT EXISTS c int; ALTER TABLE p ADD b int; ALTER "
               "TABLE IF EXISTS p ADD CONSTRAINT ck CHECK (b > 0); ALTER TABLE IF EXISTS p ADD "
               "CONSTRAINT renamed UNIQUE USING INDEX i;"),
      "applied applied applied applied");
}

TEST(Outcome, IsNotMisledByNoticesOfEventTriggers) {
  EXPECT_EQ(
      outcomes("CREATE TABLE log(); CREATE TABLE t(); CREATE FUNCTION f() RETURNS "
               "event_trigger LANGUAGE plpgsql AS $$begin raise notice 'seen'; create table "
               "if not exists log(); end$$; CREATE EVENT TRIGGER e ON ddl_command_start WHEN "
               "TAG IN ('DROP TABLE', 'CREATE INDEX', 'ALTER TABLE') EXECUTE FUNCTION f();",
               "ALTER TABLE IF EXISTS t ADD a int; CREATE INDEX IF NOT EXISTS i ON t(a); DROP "
               "TABLE IF EXISTS t; DROP TABLE IF EXISTS t;"),
      "applied applied applied unchanged");
}

TEST(Outcome, OfDataGoesByRows) {
  EXPECT_EQ(
      outcomes("CREATE TABLE t(a int PRIMARY KEY);",
               "INSERT INTO t VALUES (1), (2) ON CONFLICT DO NOTHING; INSERT INTO t VALUES "
               "(1), (2) ON CONFLICT DO NOTHING; INSERT INTO t VALUES (2), (3) ON CONFLICT DO "
               "NOTHING; UPDATE t SET a = 1 WHERE a = 9; DELETE FROM t; DELETE FROM t;"
               "WITH x AS (SELECT 1 AS a) INSERT INTO t SELECT a FROM x; TRUNCATE t;"),
      "applied unchanged applied unchanged applied unchanged applied applied");
}

TEST(LongNames, AreToldOfByTheirOwnStatement) {
  ServerRun run;
  const std::string a(70, 'a');
  const std::string b(80, 'b');
  const std::string c(90, 'c');
  run.bench.add("1.sql", fmt::format("CREATE TABLE {0}(x int); CREATE TABLE t(x int); CREATE INDEX "
                                     "{1} ON {0}(x); DROP TABLE IF EXISTS {0}; DO $$begin raise "
                                     "notice 'x'; end$$; CREATE TABLE \"{2}\"();",
                                     a, b, c));
  run.bench.add("2.sql", fmt::format("CREATE TABLE {}(x int);", b));
  const ApplyResult& result = run.bench.run();
  EXPECT_EQ(run.bench.outcomes(), "applied applied applied applied ran applied | applied");
  std::vector<std::size_t> counts;
  for (const ScriptResult& script : result.scripts) {
    for (const StatementResult& each : script.statements) counts.push_back(each.notices.size());
  }
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 0, 2, 1, 1, 1, 1}));
  EXPECT_NE(result.scripts[0].statements[5].notices[0].message.find(c), std::string::npos);
}

// A locale with another language, made in a temporary directory when the machine has none.
class OtherLanguage {
 public:
  OtherLanguage() {
    for (const std::string_view known : {"de_DE.utf8", "fr_FR.utf8", "es_ES.utf8", "ru_RU.utf8"}) {
      if (run({.arguments = {"locale", "-a"}}).output.find(known) != std::string::npos) {
        name_ = known;
        return;
      }
    }
    std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
    const std::string path = directory_.path() + "/de_DE.UTF-8";
    try {
      run({.arguments = {"localedef", "-i", "de_DE", "-f", "UTF-8", path}});
    } catch (const Error&) {
      return;
    }
    if (!std::filesystem::exists(path)) return;
    ::setenv("LOCPATH", directory_.path().c_str(), 1);  // the server inherits it
    name_ = "de_DE.UTF-8";
  }
  ~OtherLanguage() { ::unsetenv("LOCPATH"); }
  OtherLanguage(const OtherLanguage&) = delete;
  OtherLanguage& operator=(const OtherLanguage&) = delete;

  const std::string& name() const { return name_; }

 private:
  TemporaryDirectory directory_;
  std::string name_;
};

TEST(Outcome, IsTheSameInOtherLanguages) {
  const OtherLanguage language;
  if (language.name().empty()) GTEST_SKIP() << "no locale but C, and localedef cannot make one";
  const Cluster cluster = Cluster::start({.messages_locale = language.name()});
  const auto connection = connect(cluster.url());
  if (ask(*connection, "nonsense").find("syntax error") != std::string::npos) {
    GTEST_SKIP() << "the server has no translations";
  }
  RealClock clock;
  ApplyBench bench(*connection, clock);
  bench.add("1.sql",
            "CREATE TABLE IF NOT EXISTS t(a int PRIMARY KEY); CREATE TABLE IF NOT EXISTS "
            "t(a int); CREATE TABLE u(a int REFERENCES t); DROP TABLE IF EXISTS no, no2; "
            "DROP TABLE IF EXISTS t CASCADE; ALTER TABLE u ADD COLUMN IF NOT EXISTS a int, "
            "DROP COLUMN IF EXISTS z; ALTER TABLE IF EXISTS no ADD a int, ADD b int;");
  bench.add("2.sql", "SELECT nonsense;");
  bench.run();
  EXPECT_EQ(bench.outcomes(),
            "applied unchanged applied unchanged applied unchanged unchanged | failed");
  EXPECT_EQ(bench.failure(), "42703 SELECT nonsense");
  EXPECT_EQ(bench.result.stop->message.find("column"), std::string::npos);
}

}  // namespace
}  // namespace pgsettle
