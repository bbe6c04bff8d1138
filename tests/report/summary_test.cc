#include "report/summary.h"

#include <gtest/gtest.h>

#include <string>

#include "support/fake_run.h"
#include "support/golden.h"

namespace pgsettle {
namespace {

TEST(ScriptLine, SaysWhatBecameOfTheStatements) {
  FakeRun run;
  EXPECT_EQ(script_line(run.add("empty.sql", "-- nothing\n"), 0),
            "empty.sql  nothing in it  0 ms\n");
  EXPECT_EQ(script_line(run.add("one.sql", "CREATE TABLE t ();"), 0), "one.sql  1 applied  2 ms\n");
  ScriptResult& all = run.add("all.sql",
                              "CREATE TABLE a (); CREATE TABLE b (); CREATE OR REPLACE VIEW v AS "
                              "SELECT 1; CREATE VIEW w AS SELECT 1; SELECT 1; SELECT 2; SELECT 3;"
                              "INSERT INTO a SELECT; INSERT INTO b SELECT;");
  all.statements[1].outcome = Outcome::unchanged;
  all.statements[2].replaced = true;
  all.statements[3].replaced = true;
  all.statements[4].outcome = Outcome::ran;
  all.statements[5].outcome = Outcome::failed;
  all.statements[6].outcome = Outcome::not_run;
  all.statements[7].rows = 2;
  all.statements[8].rows = 1;
  all.splits = 1;
  all.retries = 2;
  EXPECT_EQ(script_line(all, 0),
            "all.sql  5 applied (1 replaced, 1 created or replaced), 1 unchanged, 1 ran, 1 failed, "
            "1 not run, 3 rows  14 ms  (1 statement outside the transaction)  (tried 3 times)\n");
}

TEST(ScriptLine, OneRowIsARow) {
  FakeRun run;
  ScriptResult& script = run.add("a.sql", "INSERT INTO a SELECT;");
  script.statements[0].rows = 1;
  EXPECT_EQ(script_line(script, 0), "a.sql  1 applied, 1 row  2 ms\n");
  script.statements[0].rows = 0;
  EXPECT_EQ(script_line(script, 0), "a.sql  1 applied  2 ms\n");
}

TEST(ScriptLine, PathsArePaddedByTheirWidthOnTheTerminal) {
  FakeRun run;
  EXPECT_TRUE(script_line(run.add("a.sql", ""), 8).starts_with("a.sql     nothing"));
  EXPECT_TRUE(script_line(run.add("日本.sql", ""), 10).starts_with("日本.sql    nothing"));
  EXPECT_TRUE(script_line(run.add("longer.sql", ""), 3).starts_with("longer.sql  nothing"));
}

FakeRun mixed() {
  FakeRun run;
  run.add("1.sql", "CREATE TABLE a (); SELECT 1;").statements[1].outcome = Outcome::ran;
  run.add("2.sql", "CREATE TABLE IF NOT EXISTS a (); INSERT INTO b VALUES (1); SELECT 1/0;");
  run.result.scripts[1].statements[0].outcome = Outcome::unchanged;
  return run;
}

TEST(Summary, LastLineIsStable) {
  FakeRun run = mixed();
  expect_golden("report/golden/text/done.txt", summary(run.result));
  run.fail(1, 2, server_message("ERROR", "22012", "division by zero"));
  expect_golden("report/golden/text/failed.txt", summary(run.result));
  EXPECT_TRUE(summary(FakeRun().result).ends_with("\n0 applied, 0 unchanged, 0 failed\n"));
}

TEST(Summary, FailedCommitCounts) {
  FakeRun run = mixed();
  run.result.scripts[1].state = ScriptState::rolled_back;
  run.result.stop = Stop{ErrorCode::statement_failed, "deferred", ""};
  run.result.commit_error = server_message("ERROR", "23503", "deferred");
  EXPECT_EQ(
      summary(run.result),
      "5 statements and a failed COMMIT in 2 scripts, 8 ms; 1 ran; 2 rolled back\n3 applied, 1 "
      "unchanged, 1 failed\n");
}

}  // namespace
}  // namespace pgsettle
