#include "sql/read/statement.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/read_script.h"

namespace pgsettle {
namespace {

TEST(Statement, IsItsRangeWithoutTheSemicolon) {
  const SourceText source("a.sql", "-- x\nSELECT 1;\n");
  Statement statement{.source = &source, .range = {.begin = 5, .end = 14}};
  EXPECT_EQ(statement.sql(), "SELECT 1");
  EXPECT_EQ(statement.source_offset(0), 5U);
  EXPECT_EQ(statement.source_offset(7), 12U);
  statement.range.end = 13;
  EXPECT_EQ(statement.sql(), "SELECT 1");
  statement.rewritten = "SELECT 2;";
  EXPECT_EQ(statement.sql(), "SELECT 2;");
}

// Where in the text of the script `what`, which is looked for in the sent text, comes from.
std::string_view origin(const ReadScript& script, std::string_view what,
                        std::size_t statement = 0) {
  const Statement& found = script.statements().at(statement);
  const std::size_t at = found.sql().find(what);
  EXPECT_NE(at, std::string_view::npos) << what;
  return script.source().text().substr(found.source_offset(at));
}

TEST(Statement, FindsTheSourceOfWhatIsSent) {
  ReadScript::Options options;
  options.variables.set("a", "123456");
  options.variables.set("b", "");
  options.variables.set("c", "x AND y");
  const ReadScript script("SELECT /* é */ :a, before, :b middle, :'c' || :c, after;", options);
  ASSERT_EQ(script.texts(), std::vector<std::string>{"SELECT /* é */ 123456, before,  middle, "
                                                     "'x AND y' || x AND y, after"});
  EXPECT_TRUE(origin(script, "SELECT").starts_with("SELECT"));
  EXPECT_TRUE(origin(script, "123").starts_with(":a,"));
  EXPECT_TRUE(origin(script, "456").starts_with(":a,"));
  EXPECT_TRUE(origin(script, ", before").starts_with(", before"));
  EXPECT_TRUE(origin(script, "middle").starts_with("middle"));
  EXPECT_TRUE(origin(script, "'x AND").starts_with(":'c'"));
  EXPECT_TRUE(origin(script, "y, after").starts_with(":c, after"));
  EXPECT_TRUE(origin(script, ", after").starts_with(", after"));
  const Statement& statement = script.statements()[0];
  EXPECT_EQ(statement.source_offset(statement.sql().size()), script.source().text().size() - 1);
}

TEST(Statement, FindsTheSourceAroundCuts) {
  const ReadScript script("SELECT 1,\n\\if false\n2,\n\\else\n3,\n\\endif\nlast;");
  ASSERT_EQ(script.texts().size(), 1U);
  EXPECT_TRUE(origin(script, "1,").starts_with("1,"));
  EXPECT_TRUE(origin(script, "3,").starts_with("3,"));
  EXPECT_TRUE(origin(script, "last").starts_with("last"));
}

TEST(Statement, FindsTheSourceOfStatementsInOneVariable) {
  ReadScript::Options options;
  options.variables.set("both", "SELECT 1; SELECT 2");
  const ReadScript script("/* */ :both || 3;", options);
  ASSERT_EQ(script.texts(), (std::vector<std::string>{"SELECT 1", "SELECT 2 || 3"}));
  EXPECT_TRUE(origin(script, "1", 0).starts_with(":both"));
  EXPECT_TRUE(origin(script, "SELECT 2", 1).starts_with(":both"));
  EXPECT_TRUE(origin(script, "|| 3", 1).starts_with("|| 3"));
}

TEST(Statement, FindsTheSourceOfNestedVariables) {
  ReadScript::Options options;
  options.variables.set("inner", "2");
  options.variables.set("outer", "1 + :inner + 3");
  const ReadScript script("SELECT :outer + 4;", options);
  ASSERT_EQ(script.texts(), std::vector<std::string>{"SELECT 1 + 2 + 3 + 4"});
  for (const std::string_view part : {"1", "2", "3", "+ 3"}) {
    EXPECT_TRUE(origin(script, part).starts_with(":outer")) << part;
  }
  EXPECT_TRUE(origin(script, "+ 4").starts_with("+ 4"));
}

}  // namespace
}  // namespace pgsettle
