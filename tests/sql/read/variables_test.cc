#include "sql/read/variables.h"

#include <gtest/gtest.h>

namespace pgsettle {
namespace {

TEST(Variables, AreSetAndUnset) {
  Variables variables;
  EXPECT_EQ(variables.find("a"), nullptr);
  variables.set("a", "1");
  variables.set("A", "2");
  variables.set("a", "3");
  ASSERT_NE(variables.find("a"), nullptr);
  EXPECT_EQ(*variables.find("a"), "3");
  EXPECT_EQ(*variables.find("A"), "2");
  variables.unset("a");
  variables.unset("never set");
  EXPECT_EQ(variables.find("a"), nullptr);
  EXPECT_NE(variables.find("A"), nullptr);
}

TEST(Variables, MayBeUnknown) {
  Variables variables;
  variables.set("a", "1");
  variables.set("b", "2");
  variables.forget("a");
  EXPECT_EQ(variables.find("a"), nullptr);
  EXPECT_TRUE(variables.is_unknown("a"));
  EXPECT_FALSE(variables.is_unknown("b"));
  EXPECT_FALSE(variables.is_unknown("c"));
  variables.forget_all();
  EXPECT_TRUE(variables.is_unknown("b"));
  EXPECT_TRUE(variables.is_unknown("c"));
  variables.set("b", "3");
  EXPECT_FALSE(variables.is_unknown("b"));
  EXPECT_EQ(*variables.find("b"), "3");
}

TEST(Variables, HaveNamesOfLettersDigitsAndUnderscores) {
  for (const std::string_view name : {"a", "A_1", "1", "_", "été"}) {
    EXPECT_TRUE(Variables::is_valid_name(name)) << name;
  }
  for (const std::string_view name : {"", "a b", "a-b", "a$", "a.b", "'a'"}) {
    EXPECT_FALSE(Variables::is_valid_name(name)) << name;
  }
}

}  // namespace
}  // namespace pgsettle
