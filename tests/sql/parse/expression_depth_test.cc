#include "sql/parse/expression_depth.h"

#include <gtest/gtest.h>

#include <string>

#include "sql/parse/analysis.h"

namespace pgsettle {
namespace {

TEST(ExpressionDepth, CountsTheLongestChain) {
  EXPECT_EQ(expression_depth("SELECT 1"), 0U);
  EXPECT_EQ(expression_depth("SELECT 1 + 2, 3 + 4 + 5"), 2U);
  EXPECT_EQ(expression_depth("SELECT 1 + (2 + 3)"), 3U);
  EXPECT_EQ(expression_depth("SELECT ((1)), '+ + +' -- + +\n"), 2U);
  EXPECT_EQ(expression_depth("SELECT 1 UNION SELECT 2 UNION SELECT 3"), 2U);
  EXPECT_EQ(expression_depth("VALUES (1 + 1), (1 + 1), (1 + 1)"), 2U);
}

TEST(ExpressionDepth, WhatIsTooDeepIsNotJudged) {
  std::string sql = "SELECT 1";
  for (int i = 0; i < 200'000; ++i) sql += "+1";
  const Analysis analysis = analyse(sql);
  EXPECT_FALSE(analysis.problem);
  ASSERT_TRUE(analysis.code);
  EXPECT_EQ(analysis.code->problem, "nested too deeply to be judged");
}

}  // namespace
}  // namespace pgsettle
