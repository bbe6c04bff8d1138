// plan's text, plan's JSON, status and what apply then does are one story.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "support/command_test.h"
#include "support/psql.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

// What a server leaves out, what it does twice, what is there by then and what is not.
constexpr std::string_view odd = R"(
CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, a int);
CREATE TABLE IF NOT EXISTS t (id int, other text);
ALTER INDEX IF EXISTS absent RENAME TO x;
ALTER TABLE IF EXISTS absent ADD COLUMN b int;
ALTER TABLE IF EXISTS absent RENAME TO x;
ALTER TABLE IF EXISTS absent RENAME COLUMN a TO b;
ALTER VIEW IF EXISTS absent SET SCHEMA public;
ALTER SEQUENCE IF EXISTS absent OWNER TO CURRENT_USER;
ALTER SEQUENCE IF EXISTS absent RESTART;
ALTER MATERIALIZED VIEW IF EXISTS absent SET (fillfactor = 70);
ALTER FOREIGN TABLE IF EXISTS absent OPTIONS (ADD a 'b');
ALTER POLICY p ON t USING (true);
DROP POLICY IF EXISTS p ON t;
CREATE POLICY p ON t USING (id > 0);
DROP TABLE IF EXISTS absent, t_gone;
DROP OPERATOR IF EXISTS ### (int, int);
DROP COLLATION IF EXISTS absent;
DROP CAST IF EXISTS (text AS int);
DROP TEXT SEARCH CONFIGURATION IF EXISTS absent;
DROP EVENT TRIGGER IF EXISTS absent;
DROP LANGUAGE IF EXISTS absent;
ALTER TABLE t ADD COLUMN IF NOT EXISTS b int, ADD COLUMN IF NOT EXISTS a int;
ALTER TABLE t ALTER COLUMN b SET DEFAULT 1, ALTER COLUMN b SET NOT NULL;
ALTER TABLE t DROP COLUMN IF EXISTS gone, ADD COLUMN IF NOT EXISTS c text;
ALTER TABLE t DROP CONSTRAINT IF EXISTS c_check;
ALTER TABLE t ADD CONSTRAINT c_check CHECK (a > 0);
CREATE INDEX IF NOT EXISTS t_a ON t (a);
CREATE INDEX IF NOT EXISTS t_a ON t (b);
SET search_path = public;
BEGIN;
CREATE OR REPLACE VIEW v AS SELECT id FROM t;
COMMIT;
RESET search_path;
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';
DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'e') THEN
  CREATE TYPE e AS ENUM ('a'); END IF; END$$;
DO $$BEGIN ALTER TABLE t ADD CONSTRAINT u UNIQUE (a); EXCEPTION WHEN duplicate_table THEN NULL;
END$$;
ALTER TYPE e ADD VALUE IF NOT EXISTS 'b';
COMMENT ON TABLE t IS 'x';
GRANT SELECT ON t TO PUBLIC;
INSERT INTO t (id, a, b) VALUES (1, 2, 3) ON CONFLICT DO NOTHING;
SELECT f();
CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION CURRENT_USER;
CREATE SEQUENCE IF NOT EXISTS q; CREATE SEQUENCE IF NOT EXISTS q INCREMENT 2;
CREATE EXTENSION IF NOT EXISTS plpgsql;
CREATE STATISTICS IF NOT EXISTS st ON id, a FROM t;
CREATE COLLATION IF NOT EXISTS coll (locale = 'C');
CREATE TEMP TABLE tmp AS SELECT 1 AS a;
DROP TABLE tmp;
SET work_mem = '5MB';
)";

class PlanAgreement : public CommandTest {
 protected:
  // On the database as it is: then it is applied.
  void expect_agreement(const std::vector<std::string>& paths) const {
    const auto document = [&](const std::string& command, std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), paths.begin(), paths.end());
      return Json::parse(output_of(command, arguments));
    };
    const Json plan = document("plan", {"--output", "json"});
    const Json status = document("status", {"--output", "json"});
    std::vector<std::string> all = paths;
    const std::string text = output_of("plan", all);
    const Json applied =
        document("apply", {"--output", "json", "--no-lint", "--allow-destructive"});
    std::size_t settled = 0;
    for (std::size_t i = 0; i < plan["files"].size(); ++i) {
      expect_same(plan["files"][i], applied["files"][i], settled);
    }
    EXPECT_EQ(plan["summary"]["settled"], settled);
    EXPECT_EQ(status["summary"]["settled"], settled);
    expect_text(text, plan);
  }

  static void expect_same(const Json& planned, const Json& applied, std::size_t& settled) {
    // Else what follows a \gset is known only then.
    const bool comparable = planned["statements"].size() == applied["statements"].size();
    for (std::size_t i = 0; i < planned["statements"].size(); ++i) {
      const Json& one = planned["statements"][i];
      const bool is_settled = one["action"] == "settled";
      SCOPED_TRACE(planned["path"].get<std::string>() + one.dump());
      EXPECT_EQ(is_settled, !one["sent"].get<bool>());
      if (is_settled) {
        ++settled;
        EXPECT_EQ(one["outcome"], "unchanged");
      }
      if (!comparable || one.contains("asked_again")) continue;
      const Json& other = applied["statements"][i];
      ASSERT_EQ(one["line"], other["line"]);
      // When its turn comes, apply may know of more that it need not be sent.
      if (!one["sent"].get<bool>()) {
        EXPECT_FALSE(other["sent"].get<bool>()) << other.dump();
      }
      // Rows are counted only when it runs, and of kinds that the catalog query does not read
      // nobody knows before whether they are there.
      const bool is_foretold =
          one["action"] != "run" && one["action"] != "session" && one["reason"] != "cannot be told";
      if (is_foretold && other["sent"].get<bool>()) {
        EXPECT_EQ(one["outcome"], other["outcome"]) << other.dump();
      }
    }
  }

  static void expect_text(const std::string& text, const Json& plan) {
    const Json& summary = plan["summary"];
    const auto number = [&](const char* key) { return std::to_string(summary[key].get<int>()); };
    const bool nothing = summary["to_add"] == 0 && summary["to_change"] == 0 &&
                         summary["to_drop"] == 0 && summary["will_not_converge"] == 0;
    if (nothing) {
      EXPECT_TRUE(has(text, "nothing to do; " + number("settled") + " statement")) << text;
    } else {
      EXPECT_TRUE(has(text, "Plan: " + number("to_add") + " to add, " + number("to_change") +
                                " to change, " + number("to_drop") + " to drop; " +
                                number("will_not_converge") + " will not converge"))
          << text;
    }
    std::size_t shown = 0;
    for (const std::string_view line : split_lines(text)) {
      const bool sign = line.size() > 4 && line.starts_with("  ") && line[3] == ' ' &&
                        std::string_view("+~-?").find(line[2]) != std::string_view::npos;
      if (sign) ++shown;
    }
    const auto counts = [&](const Json& one) {
      const std::string action = one["action"];
      const bool part = one.contains("replaced_by") && !one["replaced_by"].is_null();
      return !part && action != "settled" && action != "session" && action != "skip";
    };
    std::size_t expected = 0;
    for (const Json& file : plan["files"]) {
      for (const Json& one : file["statements"]) expected += counts(one) ? 1 : 0;
    }
    EXPECT_EQ(shown, expected) << text;
  }
};

TEST_F(PlanAgreement, OddStatements) {
  // Without the one that fails where there is no policy yet.
  std::string first(odd);
  first.erase(first.find("ALTER POLICY"),
              std::string_view("ALTER POLICY p ON t USING (true);").size());
  for (const std::string_view sql : {std::string_view(first), std::string_view(first), odd, odd}) {
    write("1.sql", sql);
    expect_agreement({});
  }
}

TEST_F(PlanAgreement, OddStatementsInTwoScripts) {
  write("1.sql",
        "CREATE TABLE IF NOT EXISTS t (id int);\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a;\n");
  write("2.sql",
        "CREATE TABLE IF NOT EXISTS t (id int);\nCREATE OR REPLACE VIEW v AS SELECT 2 AS a;\n"
        "DROP TABLE IF EXISTS t2;\nCREATE TABLE t2 (a int);\nDROP VIEW IF EXISTS v;\n");
  for (int i = 0; i < 3; ++i) expect_agreement({});
}

// A COMMIT waits for something to be sent behind it; \connect waits for the COMMIT.
TEST_F(PlanAgreement, CommitInFrontOfConnect) {
  write("1.sql",
        "BEGIN;\nCREATE OR REPLACE VIEW v AS SELECT 1 AS n;\nCOMMIT;\n\\connect\n"
        "CREATE TABLE IF NOT EXISTS t (id int);\n");
  for (int i = 0; i < 3; ++i) expect_agreement({});
}

// A twin's answer does not outlive what is sent: here the view has other options by then.
TEST_F(PlanAgreement, AnswersAreOfTheirMoment) {
  const auto script = [](const std::string& grown, const std::string& column) {
    return "CREATE SCHEMA IF NOT EXISTS s;\n"
           "CREATE TABLE IF NOT EXISTS s.jobs (a date NOT NULL, c text[]);\n"
           "CREATE TABLE IF NOT EXISTS s.items (id int);\n"
           "CREATE TABLE IF NOT EXISTS s.grown (" +
           grown + ");\n" + column +
           "DROP VIEW IF EXISTS s.grown_view CASCADE;\n"
           "DROP POLICY IF EXISTS \"Read all\" ON s.items;\n"
           "ROLLBACK;\n"
           "DROP VIEW IF EXISTS s.\"View\" CASCADE;\n"
           "CREATE VIEW s.\"View\" WITH (security_barrier) AS SELECT t.a, c FROM s.jobs t "
           "WHERE t.a > '01/02/1999';\n"
           "CREATE OR REPLACE VIEW s.\"View\" AS SELECT t.a, c FROM s.jobs t "
           "WHERE t.a > '1999-01-02';\n";
  };
  write("1.sql", script("id int, z text", ""));
  expect_agreement({});
  write("1.sql", script("id int, middle int, z text",
                        "ALTER TABLE s.grown ADD COLUMN IF NOT EXISTS middle int;\n"));
  expect_agreement({});
  EXPECT_EQ(query(url,
                  "SELECT coalesce(reloptions::text, 'none') FROM pg_class "
                  "WHERE oid = 's.\"View\"'::regclass"),
            "none");
}

TEST_F(PlanAgreement, Schemas) {
  for (const char* path : {"migrations", "tests/schemas/telemetry", "tests/schemas/tenants",
                           "tests/schemas/warehouse"}) {
    for (int i = 0; i < 2; ++i) expect_agreement({std::string(PGSETTLE_SOURCE_DIR "/") + path});
  }
}

}  // namespace
}  // namespace pgsettle
