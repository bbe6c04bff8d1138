#include "apply/preflight.h"

#include <gtest/gtest.h>

#include "sql/parse/parser.h"
#include "support/scripted_run.h"

namespace pgsettle {
namespace {

struct Case {
  std::string_view sql;
  std::string_view expected;  // "severity id @text", several separated by a semicolon
};

std::string findings(std::string_view sql, const ApplyOptions& options = {},
                     const PreflightServer& server = {.major_version = grammar_major_version(),
                                                      .database = "test"}) {
  ScriptedRun run;
  run.bench.options = options;
  run.bench.add("a.sql", sql);
  std::string all;
  for (const Diagnostic& diagnostic : run.bench.check(server)) {
    if (!all.empty()) all += "; ";
    all += std::string(name(diagnostic.severity)) + " " + diagnostic.id + " @" +
           std::string(diagnostic.source->slice(diagnostic.range));
  }
  return all;
}

void expect(const std::vector<Case>& table, const ApplyOptions& options = {}) {
  for (const Case& each : table) {
    EXPECT_EQ(findings(each.sql, options), each.expected) << each.sql;
  }
}

TEST(Preflight, AcceptsWhatCanBeRun) {
  expect({{"", ""},
          {"CREATE TABLE a();", ""},
          {"BEGIN; CREATE TABLE a(); COMMIT; CREATE TABLE b();", ""},
          {"BEGIN; COMMIT AND CHAIN; ROLLBACK;", ""},
          {"VACUUM; DO 'begin commit; end';", ""},
          {"\\connect\nSELECT 1;", ""},
          {"\\connect test\nSELECT 1;", ""},
          {"\\c \"test\"\nSELECT 1;", ""}});
}

TEST(Preflight, RefusesWhatCannotBeRun) {
  expect({{"SELEC 1;", "error 42601 @S"},
          {"SELECT 1; CREATE TABL a(); DROP x y z;", "error 42601 @T; error 42601 @x"},
          {"\\foo\nSELECT 1;", "error psql-meta-command @\\foo"},
          {"-- pgsettle: nonsense\n", "error unknown-directive @-- pgsettle: nonsense"},
          {"CREATE TABLE a(); BEGIN; CREATE TABLE b();", "error transaction-left-open @BEGIN;"},
          {"BEGIN; COMMIT AND CHAIN;", "error transaction-left-open @COMMIT AND CHAIN;"},
          {"BEGIN;\n\\c\nCOMMIT;", "error transaction-left-open @BEGIN;"},
          {"\\connect other\n", "error psql-meta-command @\\connect other"}});
}

// The one ends the run with 1, the other with 3, as when psql or the server had found it.
TEST(Preflight, TellsWhatOnlyPgsettleDoesNotDo) {
  const auto expect_unsupported = [](bool expected, std::string_view sql) {
    ScriptedRun run;
    run.bench.options.single_transaction = sql.starts_with("VACUUM");
    run.bench.add("a.sql", sql);
    const auto diagnostics =
        run.bench.check({.major_version = grammar_major_version(), .database = "test"});
    ASSERT_FALSE(diagnostics.empty()) << sql;
    EXPECT_EQ(diagnostics[0].unsupported, expected) << sql;
  };
  for (const std::string_view sql :
       {"\\watch\n", "\\! ls\n", "\\set x `ls`\n", "\\set AUTOCOMMIT off\n", "SELECT 1 \\g file\n",
        "\\connect other\n", "\\connect - me\n", "\\copy t to 'x'\n", "\\copy t from program 'x'\n",
        "-- pgsettle: nonsense\n", "BEGIN; SELECT 1;", "VACUUM;", "\\set c '\\\\echo'\n:c\n"}) {
    expect_unsupported(true, sql);
  }
  for (const std::string_view sql :
       {"SELEC 1;", "SELECT 1 +", "SELECT 'it;", "SELECT $$a;", "SELECT \"a;", "/* SELECT 1;",
        "SELECT :unset;", "SELECT {{ x }};", "SELECT '\xFF';", "\\encoding klingon\n", "\\if\n",
        "\\if :unset\n\\endif\n", "\\endif\n", "\\set 'a\n", "\\i nowhere.sql\n", "\\copy t\n",
        "\\set a :a\n\\set a ':a'\nSELECT :a;"}) {
    expect_unsupported(false, sql);
  }
}

TEST(Preflight, FindsTransactionsLeftOpenOnlyWhenAllIsKnown) {
  expect({{"BEGIN; SELECT 1 AS x \\gset\n\\if :x\nCOMMIT;\n\\endif\n", ""}});
}

TEST(Preflight, OnlyWarnsOfSyntaxThatANewerServerMayKnow) {
  const auto newer = PreflightServer{.major_version = grammar_major_version() + 1, .database = ""};
  EXPECT_EQ(findings("CREATE TABL a();", {}, newer), "warning 42601 @T");
  const auto older = PreflightServer{.major_version = 13, .database = ""};
  EXPECT_EQ(findings("CREATE TABL a();", {}, older), "error 42601 @T");
}

TEST(Preflight, HoldsASingleTransactionTogether) {
  expect({{"CREATE TABLE a(); SAVEPOINT s; ROLLBACK TO s;", ""},
          {"BEGIN; COMMIT;",
           "error transaction-control @BEGIN;; error transaction-control "
           "@COMMIT;"},
          {"VACUUM;", "error not-in-transaction @VACUUM;"},
          {"CREATE INDEX CONCURRENTLY i ON t(a);",
           "error not-in-transaction @CREATE INDEX CONCURRENTLY i ON t(a);"},
          {"PREPARE TRANSACTION 'x';", "error transaction-control @PREPARE TRANSACTION 'x';"}},
         {.single_transaction = true});
}

TEST(Preflight, LooksAtEveryScript) {
  ScriptedRun run;
  run.bench.add("a.sql", "SELEC 1;");
  run.bench.add("b.sql", "SELECT 1;");
  run.bench.add("c.sql", "BEGIN;");
  const std::vector<Diagnostic> diagnostics = run.bench.check();
  ASSERT_EQ(diagnostics.size(), 2U);
  EXPECT_EQ(diagnostics[0].source->path(), "a.sql");
  EXPECT_EQ(diagnostics[1].source->path(), "c.sql");
  EXPECT_FALSE(diagnostics[1].hint.empty());
}

}  // namespace
}  // namespace pgsettle
