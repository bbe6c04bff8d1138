// A plan in every format that has one.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "report/format.h"
#include "support/fake_run.h"
#include "support/golden.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

const ConnectedTo server = {.host = "db.example",
                            .port = "5433",
                            .database = "shop",
                            .user = "me",
                            .server_version = "15.20 (Debian)"};

// Statements that are settled until somebody says otherwise.
class MadePlan {
 public:
  PlannedScript& add(const std::string& path, std::string_view sql) {
    const ScriptResult& loaded = run_.add(path, sql);
    PlannedScript& script = plan.scripts.emplace_back(PlannedScript{.script = loaded.script});
    for (const StatementResult& result : loaded.statements) {
      script.statements.push_back({.statement = result.statement, .reason = "exists"});
    }
    return script;
  }

  PlannedStatement& send(std::size_t script, std::size_t statement, PlanMark mark,
                         std::string reason) {
    PlannedStatement& planned = plan.scripts[script].statements[statement];
    planned.mark = mark;
    planned.sent = true;
    planned.reason = std::move(reason);
    return planned;
  }

  Plan plan;

 private:
  FakeRun run_;
};

void fill(MadePlan& made) {
  made.add("db/1_tables.sql",
           "SET search_path = shop;\nCREATE TABLE IF NOT EXISTS a (id int);\n"
           "CREATE INDEX IF NOT EXISTS a_id ON a (id);\n"
           "ALTER TABLE a ADD COLUMN IF NOT EXISTS b int REFERENCES \"R|x\";\n"
           "DROP TABLE IF EXISTS old;\n");
  made.add("db/2_code.sql",
           "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';\n"
           "DROP TRIGGER IF EXISTS g ON a;\n"
           "CREATE TRIGGER g BEFORE INSERT ON a EXECUTE FUNCTION f();\n"
           "INSERT INTO a VALUES (1) -- one\n;\n"
           "CREATE OR REPLACE VIEW v AS SELECT 1;\n");
  made.send(0, 0, PlanMark::session, "");
  PlannedStatement& index = made.send(0, 2, PlanMark::create, "not there yet");
  index.lock = {.mode = LockMode::share, .relations = {"shop.a"}, .bytes = 5L << 30};
  index.work = TableWork::scan;
  PlannedStatement& column = made.send(0, 3, PlanMark::create, "not there yet");
  column.members = "column b";
  column.lock = {.mode = LockMode::access_exclusive, .relations = {"shop.a", "shop.\"R|x\""}};
  made.send(0, 4, PlanMark::drop, "it is there").lock = {
      .mode = LockMode::access_exclusive, .relations = {"shop.old"}, .bytes = 8192};
  made.send(1, 0, PlanMark::change, "differs").body_change =
      "--- the database\n+++ db/2_code.sql\n@@ -1 +1 @@\n-SELECT 1\n+SELECT 2\n";
  PlannedStatement& trigger = made.send(1, 2, PlanMark::change, "differs");
  trigger.lock = {.mode = LockMode::share_row_exclusive, .relations = {"shop.a"}};
  made.send(1, 1, PlanMark::drop, "it is there").replaced_by = trigger.statement;
  made.send(1, 3, PlanMark::opaque, "");
  made.plan.scripts[1].statements[4].superseded_by = made.plan.scripts[1].statements[0].statement;
}

std::string written(std::string_view format, const MadePlan& made, bool all = false) {
  return format_named(format).plan({.server = server, .plan = made.plan, .all = all});
}

TEST(PlanFormats, Changes) {
  MadePlan made;
  fill(made);
  expect_golden("report/golden/text/plan.txt", written("text", made));
  expect_golden("report/golden/text/plan_all.txt", written("text", made, true));
  expect_golden("report/golden/json/plan.json", written("json", made));
  expect_golden("report/golden/markdown/plan.md", written("markdown", made));
  expect_golden("report/golden/sql/plan.sql", written("sql", made));
}

TEST(PlanFormats, NothingToDo) {
  MadePlan made;
  made.add("1.sql", "CREATE TABLE IF NOT EXISTS a ();\nCREATE TABLE IF NOT EXISTS b ();");
  EXPECT_FALSE(made.plan.has_changes());
  EXPECT_EQ(written("text", made), "Plan: nothing to do; 2 statements are settled\n");
  EXPECT_EQ(written("sql", made), "-- Plan: nothing to do; 2 statements are settled\n");
  EXPECT_EQ(written("markdown", made), "**Plan: nothing to do; 2 statements are settled**\n");
  made.send(0, 1, PlanMark::opaque, "");
  EXPECT_FALSE(made.plan.has_changes());
  EXPECT_TRUE(written("text", made)
                  .ends_with("\nPlan: nothing to do; 1 statement is settled, 1 run each time\n"));
}

TEST(PlanFormats, WhatWillNotConverge) {
  MadePlan made;
  made.add("1.sql", "CREATE TABLE IF NOT EXISTS a (b int);");
  made.plan.divergences.push_back({.statement = made.plan.scripts[0].statements[0].statement,
                                   .message = "column b of table a is missing",
                                   .remedy = "ALTER TABLE a ADD COLUMN IF NOT EXISTS b int;"});
  EXPECT_EQ(written("text", made),
            "  ! column b of table a is missing  1.sql:1\n"
            "      ALTER TABLE a ADD COLUMN IF NOT EXISTS b int;\n\n"
            "Plan: 0 to add, 0 to change, 0 to drop; 1 will not converge\n");
  const auto document = nlohmann::json::parse(written("json", made));
  EXPECT_EQ(document["summary"]["will_not_converge"], 1);
  EXPECT_EQ(document["will_not_converge"][0]["line"], 1);
}

TEST(PlanFormats, SizesAreInPostgresUnits) {
  EXPECT_EQ(size_text(8192), "8 kB");
  EXPECT_EQ(size_text(1536L * 1024), "1.5 MB");
  EXPECT_EQ(size_text(200L << 30), "200 GB");
}

}  // namespace
}  // namespace pgsettle
