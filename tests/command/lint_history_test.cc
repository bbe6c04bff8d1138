// pgsettle lint --since and --staged in a real repository.
#include <gtest/gtest.h>

#include <string>

#include "support/git_workplace.h"

namespace pgsettle {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What --since HEAD says when `before` was committed and `after` is there now.
std::string drift(std::string_view before, std::string_view after) {
  const GitWorkplace place;
  place.commit("migrations/1.sql", before);
  place.write("migrations/1.sql", after);
  const CompletedProcess result = place.run({"lint", "--select", "drift", "--since", "HEAD"});
  EXPECT_EQ(result.errors, "");
  return result.output;
}

struct Case {
  const char* before;
  const char* after;
  const char* said;
};

constexpr const char* table = "CREATE TABLE IF NOT EXISTS t (a int, b text DEFAULT 'x');";

TEST(LintSince, PrintsTheMissingStatement) {
  const Case cases[] = {
      {table, "CREATE TABLE IF NOT EXISTS t (a int, b text DEFAULT 'x', \"C\" date DEFAULT now());",
       "ALTER TABLE t ADD COLUMN IF NOT EXISTS \"C\" date DEFAULT now();"},
      {table, "CREATE TABLE IF NOT EXISTS t (a int, b text DEFAULT 'x', c int NOT NULL);",
       "ALTER TABLE t ALTER COLUMN c SET NOT NULL;"},
      {table, "CREATE TABLE IF NOT EXISTS t (a bigint, b text DEFAULT 'x');",
       "ALTER TABLE t ALTER COLUMN a TYPE bigint USING a::bigint;"},
      {table, "CREATE TABLE IF NOT EXISTS t (a int, b text);",
       "ALTER TABLE t ALTER COLUMN b DROP DEFAULT;"},
      {table, "CREATE TABLE IF NOT EXISTS t (a int, b text DEFAULT 'y' NOT NULL);",
       "ALTER TABLE t ALTER COLUMN b SET DEFAULT 'y';"},
      {table, "CREATE TABLE IF NOT EXISTS t (a int);", "DROP COLUMN IF EXISTS b;"},
      {table, "CREATE TABLE IF NOT EXISTS t (a int, b text DEFAULT 'x', CHECK (a > 0));",
       "ADD CONSTRAINT t_new_constraint check ( a > 0 );"},
      {"DO $$ BEGIN CREATE TYPE m AS ENUM ('a', 'c'); EXCEPTION WHEN duplicate_object THEN NULL; "
       "END $$;",
       "DO $$ BEGIN CREATE TYPE m AS ENUM ('a', 'b', 'c'); EXCEPTION WHEN duplicate_object THEN "
       "NULL; END $$;",
       "ALTER TYPE m ADD VALUE IF NOT EXISTS 'b' AFTER 'a';"},
      {"CREATE INDEX IF NOT EXISTS i ON t (a);", "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a, b);",
       "CREATE UNIQUE INDEX IF NOT EXISTS i_2 on t ( a , b );"},
      {"CREATE SEQUENCE IF NOT EXISTS s;", "CREATE SEQUENCE IF NOT EXISTS s INCREMENT 5;",
       "ALTER SEQUENCE s increment 5;"},
      {"CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1 AS a;",
       "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 2 AS a;", "Give it another name"},
      {"ALTER TABLE t ADD COLUMN IF NOT EXISTS c int;",
       "ALTER TABLE t ADD COLUMN IF NOT EXISTS c bigint;",
       "ALTER TABLE t ALTER COLUMN c TYPE bigint"},
      {"CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "CREATE OR REPLACE FUNCTION f(a int) RETURNS text LANGUAGE sql AS 'SELECT 1';",
       "return type"},
      {"CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "CREATE OR REPLACE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "parameter \"a\" was renamed"},
      {"CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "a default was removed"},
      {"CREATE OR REPLACE PROCEDURE f(a int) LANGUAGE sql AS 'SELECT 1';",
       "CREATE OR REPLACE PROCEDURE f(a text) LANGUAGE sql AS 'SELECT 1';",
       "DROP PROCEDURE IF EXISTS f(integer);"},
      {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b;",
       "CREATE OR REPLACE VIEW v AS SELECT 2 AS b, 1 AS a;", "column 1 was a and is b now"},
      {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b;",
       "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;", "its column b is gone"},
  };
  for (const Case& one : cases) {
    const std::string said = drift(one.before, one.after);
    EXPECT_TRUE(has(said, one.said)) << one.after << '\n' << said;
  }
}

TEST(LintSince, IsSilentWhenDatabasesReceiveIt) {
  const Case cases[] = {
      {table, table, ""},
      {table, "-- a comment\ncreate table if not exists T(a INT,b text default 'x') ;", ""},
      {table,
       "CREATE TABLE IF NOT EXISTS t (a int, b text DEFAULT 'x', c int);\n"
       "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int;",
       ""},
      {table,
       "CREATE TABLE IF NOT EXISTS t (a bigint, b text);\nALTER TABLE t ALTER a TYPE bigint, "
       "ALTER b DROP DEFAULT;",
       ""},
      {table, "CREATE TABLE IF NOT EXISTS t (a int);\nALTER TABLE t DROP COLUMN IF EXISTS b;", ""},
      {"CREATE TABLE IF NOT EXISTS t (a int);\nALTER TABLE t ALTER a TYPE bigint;",
       "CREATE TABLE IF NOT EXISTS t (a bigint);", ""},
      {"CREATE TABLE IF NOT EXISTS t (a int);\nALTER TABLE t ADD COLUMN IF NOT EXISTS b int;",
       "CREATE TABLE IF NOT EXISTS t (a int, b int);", ""},
      {"CREATE INDEX IF NOT EXISTS i ON t (a);",
       "DROP INDEX IF EXISTS i;\nCREATE INDEX IF NOT EXISTS i_2 ON t (a, b);", ""},
      {"DO $$ BEGIN CREATE TYPE m AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END "
       "$$;",
       "DO $$ BEGIN CREATE TYPE m AS ENUM ('a', 'b'); EXCEPTION WHEN duplicate_object THEN NULL; "
       "END $$;\nALTER TYPE m ADD VALUE IF NOT EXISTS 'b';",
       ""},
      {"CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "DROP FUNCTION IF EXISTS f(int);\n"
       "CREATE OR REPLACE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       ""},
      {"CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
       "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';", ""},
      {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a;",
       "CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b;", ""},
      {"CREATE OR REPLACE VIEW v AS SELECT 1 AS a;",
       "DROP VIEW IF EXISTS v;\nCREATE OR REPLACE VIEW v AS SELECT 1 AS b;", ""},
  };
  for (const Case& one : cases) {
    const std::string said = drift(one.before, one.after);
    EXPECT_TRUE(has(said, " 0 errors")) << one.after << '\n' << said;
  }
}

TEST(LintSince, ComparesWithWhereTheBranchBegan) {
  const GitWorkplace place;
  place.commit("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t (a int);");
  place.git({"checkout", "-q", "-b", "work"});
  place.commit("migrations/2.sql", "CREATE TABLE IF NOT EXISTS u (a int);");
  place.git({"checkout", "-q", "main"});
  place.commit("migrations/1.sql",
               "CREATE TABLE IF NOT EXISTS t (a int, b int);\n"
               "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int;");
  place.git({"checkout", "-q", "work"});
  EXPECT_EQ(place.run({"lint", "--since", "main"}).exit_status, 0);
}

TEST(LintSince, MovedScriptsAndNewDirectoriesAreNoChange) {
  const GitWorkplace place;
  place.commit("readme", "");
  place.write("migrations/1.sql", table);
  EXPECT_EQ(place.run({"lint", "--since", "HEAD"}).exit_status, 0);
  place.git({"add", "-A"});
  place.git({"commit", "-q", "-m", "x"});
  place.git({"mv", "migrations/1.sql", "migrations/2_t.sql"});
  EXPECT_EQ(place.run({"lint", "--since", "HEAD"}).exit_status, 0);
}

TEST(LintStaged, JudgesTheIndexAndNotTheFiles) {
  const GitWorkplace place;
  place.commit("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t (a int);");
  place.write("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t (a bigint);");
  EXPECT_EQ(place.run({"lint", "--staged"}).exit_status, 0);
  place.git({"add", "-A"});
  place.write("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t (a int);");
  const CompletedProcess result = place.run({"lint", "--staged", "migrations/1.sql"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_TRUE(has(result.output, "edited-definition-ignored")) << result.output;
}

TEST(LintStaged, WorksBeforeTheFirstCommit) {
  const GitWorkplace place;
  place.write("migrations/1.sql", table);
  place.git({"add", "-A"});
  EXPECT_EQ(place.run({"lint", "--staged"}).exit_status, 0);
}

TEST(LintSince, SaysWhatGitLacks) {
  const GitWorkplace place;
  place.commit("migrations/1.sql", table);
  const auto said = [](const Workplace& where, const std::vector<std::string>& arguments) {
    const CompletedProcess result = where.run(arguments);
    EXPECT_EQ(result.exit_status, 64) << result.errors;
    return result.errors;
  };
  EXPECT_TRUE(has(said(place, {"lint", "--since", "nope"}), "there is no revision \"nope\""));
  EXPECT_TRUE(has(said(place, {"lint", "--staged", "--since", "HEAD"}), "exclude each other"));
  EXPECT_TRUE(has(said(place, {"lint", "--staged", "--fix"}), "--staged reads the index"));
  Workplace elsewhere;
  elsewhere.write("migrations/1.sql", table);
  EXPECT_TRUE(has(said(elsewhere, {"lint", "--since", "HEAD"}), "is not in a git repository"));
  elsewhere.environment["PATH"] = elsewhere.path();
  Command command = elsewhere.command({"lint", "--staged"});
  command.arguments.front() = "/bin/sh";
  const CompletedProcess without_git = run(command);
  EXPECT_EQ(without_git.exit_status, 64);
  EXPECT_TRUE(has(without_git.errors, "needs git in PATH")) << without_git.errors;
}

}  // namespace
}  // namespace pgsettle
