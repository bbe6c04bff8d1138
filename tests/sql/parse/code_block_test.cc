#include "sql/parse/code_block.h"

#include <gtest/gtest.h>

#include "sql/parse/analysis.h"

namespace pgsettle {
namespace {

CodeBlock block(const std::string& body) {
  const Analysis analysis = analyse("DO $do$ " + body + " $do$");
  return analysis.code.value_or(CodeBlock{.statements = {}, .problem = "no code"});
}

TEST(CodeBlock, SeesTheConditionBeforeAStatement) {
  const CodeBlock code = block(
      "BEGIN IF to_regclass('a') IS NULL THEN CREATE TABLE a (); ELSE DROP TABLE a; END IF; END");
  ASSERT_EQ(code.statements.size(), 2U);
  ASSERT_EQ(code.statements[0].conditions.size(), 1U);
  EXPECT_TRUE(code.statements[0].conditions[0].asks_catalog);
  EXPECT_FALSE(code.statements[0].conditions[0].negated);
  EXPECT_TRUE(code.statements[1].conditions[0].negated);
}

TEST(CodeBlock, SeesHandlers) {
  const CodeBlock code = block(
      "BEGIN CREATE TABLE a (); CREATE TABLE b ();\n"
      "EXCEPTION WHEN duplicate_table OR SQLSTATE '42710' THEN NULL; END");
  ASSERT_EQ(code.statements.size(), 2U);
  ASSERT_EQ(code.statements[0].handlers.size(), 1U);
  EXPECT_EQ(code.statements[0].handlers[0].conditions,
            (std::vector<std::string>{"duplicate_table", "42710"}));
  EXPECT_EQ(code.statements[0].handlers[0].statements, 2U);
}

TEST(CodeBlock, EarlyReturnGuardsWhatIsBehindIt) {
  const CodeBlock code =
      block("BEGIN IF EXISTS (SELECT FROM pg_class) THEN RETURN; END IF; CREATE TABLE a (); END");
  ASSERT_EQ(code.statements.size(), 1U);
  EXPECT_EQ(code.statements[0].conditions.size(), 1U);
}

TEST(CodeBlock, VariablesCarryTheCatalogsAnswer) {
  const CodeBlock code = block(
      "DECLARE found_it bool; BEGIN SELECT true INTO found_it FROM pg_type WHERE typname = 'x';\n"
      "IF found_it IS NULL THEN CREATE TYPE x AS ENUM (); END IF; END");
  ASSERT_EQ(code.statements.size(), 2U);
  EXPECT_TRUE(code.statements[1].conditions[0].asks_catalog);
}

TEST(CodeBlock, ReadsConstantDynamicSql) {
  const CodeBlock code = block("BEGIN EXECUTE 'CREATE TABLE a ()'; EXECUTE 'DROP ' || 'x'; END");
  ASSERT_EQ(code.statements.size(), 2U);
  EXPECT_TRUE(code.statements[0].dynamic);
  EXPECT_EQ(code.statements[0].actions.size(), 1U);
  EXPECT_TRUE(code.statements[1].sql.empty());
}

TEST(CodeBlock, FindsThePlaceOfAStatement) {
  const std::string sql = "DO $$ BEGIN\n  CREATE TABLE a ();\n  CREATE TABLE b ();\nEND $$";
  const Analysis analysis = analyse(sql);
  const Range range = analysis.code->statements.at(1).range;
  EXPECT_EQ(sql.substr(range.begin, range.size()), "CREATE TABLE b ()");
}

TEST(CodeBlock, SaysThatItCannotBeRead) {
  EXPECT_TRUE(block("BEGIN IF THEN; END").problem);
  EXPECT_FALSE(analyse("DO LANGUAGE plpython3u $$ print(1) $$").code);
}

}  // namespace
}  // namespace pgsettle
