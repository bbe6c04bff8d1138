#include "report/advice.h"

#include <gtest/gtest.h>

namespace pgsettle {
namespace {

TEST(Advice, IsASentenceForWhatPgsettlesWayOfRunningCauses) {
  for (const char* sqlstate : {"25001", "2D000", "53200", "55P03", "57014", "55P04"}) {
    const std::string_view text = advice(sqlstate);
    ASSERT_FALSE(text.empty()) << sqlstate;
    EXPECT_TRUE(text.ends_with('.')) << text;
    EXPECT_EQ(text.find("  "), std::string_view::npos) << text;
  }
  EXPECT_NE(advice("53200").find("max_locks_per_transaction"), std::string_view::npos);
  EXPECT_NE(advice("55P03").find("--lock-timeout"), std::string_view::npos);
  EXPECT_NE(advice("57014").find("--statement-timeout"), std::string_view::npos);
}

TEST(Advice, IsSilentWhereTheServersWordsAreEnough) {
  for (const char* sqlstate : {"", "42703", "22012", "00000"}) EXPECT_EQ(advice(sqlstate), "");
}

}  // namespace
}  // namespace pgsettle
