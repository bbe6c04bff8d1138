#include "sql/parse/analysis.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgsettle {
namespace {

std::string_view verb(Verb verb) {
  switch (verb) {
    case Verb::create:
      return "create";
    case Verb::drop:
      return "drop";
    case Verb::rename:
      return "rename";
    case Verb::set_schema:
      return "set schema";
    case Verb::alter:
      return "alter";
    case Verb::insert:
      return "insert";
    case Verb::update:
      return "update";
    case Verb::erase:
      return "delete";
    case Verb::call:
      return "call";
    default:
      return "other";
  }
}

std::string flags(const Action& action) {
  std::string text;
  if (action.if_not_exists) text += " if-not-exists";
  if (action.if_exists) text += " if-exists";
  if (action.or_replace) text += " or-replace";
  if (action.cascade) text += " cascade";
  if (action.temporary) text += " temporary";
  if (action.unnamed) text += " unnamed";
  if (!action.new_name.empty()) text += " to " + action.new_name;
  return text;
}

std::vector<std::string> actions(std::string_view sql) {
  std::vector<std::string> texts;
  for (const Action& action : analyse(sql).actions) {
    texts.push_back(fmt::format("{} {}{}", verb(action.verb), describe(action), flags(action)));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Analysis, NamesWhatAStatementDoes) {
  const struct {
    const char* sql;
    Texts expected;
  } cases[] = {
      {"CREATE TABLE a (id int)", {R"(create table "a")"}},
      {"create /* c */ table if not exists \"S\".\"A b\" ()",
       {R"(create table "S.A b" if-not-exists)"}},
      {"CREATE TEMP TABLE a ()", {R"(create table "a" temporary)"}},
      {"CREATE UNLOGGED TABLE IF NOT EXISTS a AS SELECT 1", {R"(create table "a" if-not-exists)"}},
      {"SELECT 1 AS x INTO a", {R"(create table "a")"}},
      {"CREATE INDEX ON a (b)", {R"(create index on "a" unnamed)"}},
      {"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON s.a (b)",
       {R"(create index "s.i" on "s.a" if-not-exists)"}},
      {"DROP TABLE IF EXISTS a, s.b CASCADE",
       {R"(drop table "a" if-exists cascade)", R"(drop table "s.b" if-exists cascade)"}},
      {"DROP TRIGGER t ON s.a", {R"(drop trigger "t" on "s.a")"}},
      {"DROP FUNCTION f(int, text)", {R"(drop function "f"(integer, text))"}},
      {"ALTER TABLE a ADD COLUMN IF NOT EXISTS b int, DROP COLUMN c, ADD CHECK (b > 0)",
       {R"(create column "b" on "a" if-not-exists)", R"(drop column "c" on "a")",
        R"(create constraint on "a" unnamed)"}},
      {"ALTER TABLE a RENAME COLUMN b TO c", {R"(rename column "b" on "a" to c)"}},
      {"ALTER TABLE a SET SCHEMA s", {R"(set schema table "a" to s)"}},
      {"ALTER TYPE mood ADD VALUE 'ok'", {R"(create enum label "ok" of "mood")"}},
      {"ALTER TABLE p ATTACH PARTITION q DEFAULT", {R"(create partition "q" on "p")"}},
      {"CREATE OR REPLACE FUNCTION f(a int, OUT b text) LANGUAGE sql AS 'SELECT 1'",
       {R"(create function "f"(integer) or-replace)"}},
      {"CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
       {R"(create trigger "t" on "a")"}},
      {"WITH x AS (INSERT INTO a VALUES (1) RETURNING *) SELECT * FROM x", {R"(insert table "a")"}},
      {"EXPLAIN ANALYZE DELETE FROM a", {R"(delete table "a")"}},
      {"EXPLAIN DELETE FROM a", {}},
      {"SELECT setval('s', 1)", {R"(call function "setval"())"}},
  };
  for (const auto& each : cases) EXPECT_EQ(actions(each.sql), each.expected) << each.sql;
}

TEST(Analysis, SaysWhereTheGrammarGaveUp) {
  const auto problem = analyse("CREATE TYPE IF NOT EXISTS mood AS ENUM ('a')").problem;
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->character, 15U);
  EXPECT_FALSE(analyse("").problem);
}

TEST(Analysis, ReadsLiteralsThatGoOnBehindAComment) {
  EXPECT_FALSE(analyse("SELECT 'a' -- comment\n 'b'").problem);
}

const InsertDetails& insert(const Analysis& analysis) {
  return *analysis.actions.front().as<InsertDetails>();
}

TEST(Analysis, SeesAntiJoins) {
  for (const char* sql :
       {"INSERT INTO t SELECT 1 WHERE NOT EXISTS (SELECT FROM t WHERE id = 1)",
        "INSERT INTO t SELECT s.id FROM s LEFT JOIN t ON t.id = s.id WHERE t.id IS "
        "NULL",
        "INSERT INTO t SELECT id FROM s WHERE id NOT IN (SELECT id FROM t)",
        "INSERT INTO t SELECT id FROM s EXCEPT SELECT id FROM t"}) {
    EXPECT_TRUE(insert(analyse(sql)).anti_join) << sql;
  }
  EXPECT_FALSE(insert(analyse("INSERT INTO t SELECT id FROM s WHERE id > 1")).anti_join);
}

TEST(Analysis, TellsAnUpdateThatSettlesFromOneThatGoesOn) {
  const auto refers = [](const char* sql) {
    const Analysis analysis = analyse(sql);
    return analysis.actions.front().as<UpdateDetails>()->self_reference;
  };
  for (const char* sql : {"UPDATE t SET a = a + 1", "UPDATE t SET a = t.a || 'x'",
                          "UPDATE t AS u SET a = CASE u.a WHEN 'x' THEN 'y' END"}) {
    EXPECT_TRUE(refers(sql)) << sql;
  }
  for (const char* sql :
       {"UPDATE t SET a = b", "UPDATE t SET a = lower(a)", "UPDATE t SET a = coalesce(a, 0)",
        "UPDATE t SET a = s.a * 2 FROM s WHERE s.id = t.id", "UPDATE t SET a = 'x'"}) {
    EXPECT_FALSE(refers(sql)) << sql;
  }
}

}  // namespace
}  // namespace pgsettle
