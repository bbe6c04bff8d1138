#include "sql/read/conditionals.h"

#include <gtest/gtest.h>

namespace pgsettle {
namespace {

constexpr Range place = {.begin = 3, .end = 6};

TEST(Conditionals, TakeTheFirstTrueBranch) {
  Conditionals conditionals;
  EXPECT_TRUE(conditionals.active());
  EXPECT_TRUE(conditionals.empty());
  conditionals.begin(place, false, false);
  EXPECT_FALSE(conditionals.active());
  EXPECT_EQ(conditionals.innermost().range, place);
  conditionals.alternative(true, false);
  EXPECT_TRUE(conditionals.active());
  conditionals.alternative(true, false);
  EXPECT_FALSE(conditionals.active());
  conditionals.otherwise(false);
  EXPECT_FALSE(conditionals.active());
  EXPECT_TRUE(conditionals.innermost().after_else);
  conditionals.end();
  EXPECT_TRUE(conditionals.active());
  EXPECT_TRUE(conditionals.empty());
}

TEST(Conditionals, TakeElseWhenNothingWasTrue) {
  Conditionals conditionals;
  conditionals.begin(place, false, false);
  conditionals.alternative(false, false);
  conditionals.otherwise(false);
  EXPECT_TRUE(conditionals.active());
}

TEST(Conditionals, StayInactiveInsideOfInactiveOnes) {
  Conditionals conditionals;
  conditionals.begin(place, false, false);
  conditionals.begin(place, true, true);
  EXPECT_FALSE(conditionals.active());
  conditionals.alternative(true, true);
  EXPECT_FALSE(conditionals.active());
  conditionals.otherwise(true);
  EXPECT_FALSE(conditionals.active());
  conditionals.end();
  EXPECT_FALSE(conditionals.active());
  conditionals.otherwise(false);
  EXPECT_TRUE(conditionals.active());
}

TEST(Conditionals, TakeEveryBranchWhenNothingIsKnown) {
  Conditionals conditionals;
  conditionals.begin(place, false, true);
  EXPECT_TRUE(conditionals.active());
  conditionals.alternative(false, true);
  EXPECT_TRUE(conditionals.active());
  conditionals.otherwise(true);
  EXPECT_TRUE(conditionals.active());
}

TEST(Conditionals, ReadBooleansAsPsqlDoes) {
  for (const std::string_view word : {"true", "TRUE", "t", "tr", "yes", "y", "on", "On", "1"}) {
    EXPECT_EQ(parse_boolean(word), true) << word;
  }
  for (const std::string_view word : {"false", "F", "fals", "no", "N", "off", "of", "0"}) {
    EXPECT_EQ(parse_boolean(word), false) << word;
  }
  for (const std::string_view word : {"", "o", "2", "truex", "01", "yes no", ":x", "-1", " 1"}) {
    EXPECT_EQ(parse_boolean(word), std::nullopt) << word;
  }
}

}  // namespace
}  // namespace pgsettle
