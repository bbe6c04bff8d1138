#include "sql/fallback/statement_words.h"

#include <gtest/gtest.h>

#include <string>

namespace pgsettle {
namespace {

TEST(StatementWords, LeavesOutWhiteSpaceAndComments) {
  const StatementWords words("SELECT /* a */ 'x' -- b\n , \"Y\"");
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].text, "SELECT");
  EXPECT_EQ(words[1].kind, TokenKind::string);
  EXPECT_EQ(words[2].text, ",");
  EXPECT_EQ(words[3].kind, TokenKind::quoted_identifier);
  EXPECT_TRUE(words.complete());
}

TEST(StatementWords, CountsDepth) {
  const StatementWords words("a (b (c) d) e [f] g");
  const int depths[] = {0, 0, 1, 1, 2, 1, 1, 0, 0, 0, 1, 0, 0};
  ASSERT_EQ(words.size(), std::size(depths));
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(words[i].depth, depths[i]) << i << " " << words[i].text;
  }
  EXPECT_EQ(StatementWords(") a")[1].depth, 0);
}

TEST(StatementWords, ComparesWordsOutsideQuotes) {
  const StatementWords words("CREATE Table if \"not\" 'exists'");
  EXPECT_TRUE(words.is(0, "create"));
  EXPECT_TRUE(words.is(0, {"create", "table", "if"}));
  EXPECT_FALSE(words.is(1, "create"));
  EXPECT_FALSE(words.is(3, "not"));
  EXPECT_FALSE(words.is(4, "exists"));
  EXPECT_FALSE(words.is(2, {"if", "not"}));
  EXPECT_FALSE(words.is(99, "if"));
  EXPECT_TRUE(words.has("if"));
  EXPECT_FALSE(words.has("if", 3));
  EXPECT_FALSE(words.has("exists"));
}

TEST(StatementWords, LooksOutsideParentheses) {
  const StatementWords words("a (b) c");
  EXPECT_TRUE(words.has("b"));
  EXPECT_FALSE(words.has_outside_parentheses("b"));
  EXPECT_TRUE(words.has_outside_parentheses("c"));
  EXPECT_FALSE(words.has_outside_parentheses("a", 1));
}

TEST(StatementWords, FindsOptionsThatAreOff) {
  for (const std::string_view off :
       {"x (connect = false)", "x (connect=off)", "x (connect false)", "x (CONNECT = 'FALSE')",
        "x (connect = 0)", "x (a = 1, connect = 'off', b)"}) {
    EXPECT_TRUE(StatementWords(off).has_option_off("connect")) << off;
  }
  for (const std::string_view on :
       {"x (connect)", "x (connect = true)", "x (connect = 1)", "x (connection = false)", "connect",
        "connect =", "x (false, connect)", "x ('connect' = false)", ""}) {
    EXPECT_FALSE(StatementWords(on).has_option_off("connect")) << on;
  }
}

TEST(StatementWords, StopsAtTheLimit) {
  const StatementWords cut("a b c", 2);
  EXPECT_EQ(cut.size(), 2U);
  EXPECT_FALSE(cut.complete());
  const StatementWords all("a b c", 3);
  EXPECT_EQ(all.size(), 3U);
  EXPECT_TRUE(all.complete());
  const StatementWords with("WITH a AS (SELECT 1) INSERT", 2);
  EXPECT_EQ(with.size(), 8U);
  EXPECT_TRUE(with.complete());
}

}  // namespace
}  // namespace pgsettle
