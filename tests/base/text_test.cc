#include "base/text.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace pgsettle {
namespace {

using Views = std::vector<std::string_view>;

TEST(Text, LowersOnlyAscii) {
  EXPECT_EQ(to_lower("SELECT Ä \xFF"), "select Ä \xFF");
  EXPECT_EQ(to_lower(""), "");
}

TEST(Text, ComparesIgnoringCase) {
  EXPECT_TRUE(equals_ignoring_case("Select", "sELECT"));
  EXPECT_TRUE(equals_ignoring_case("", ""));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_case("[", "{"));
}

TEST(Text, Trims) {
  EXPECT_EQ(trim(" \t\r\n\f\va b\n "), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, SplitsLines) {
  const std::pair<std::string_view, Views> cases[] = {
      {"", {}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"\n", {""}},
      {"\n\n", {"", ""}},
      {"a\r\nb", {"a\r", "b"}},
      {"a\n\nb", {"a", "", "b"}},
  };
  for (const auto& [text, lines] : cases) EXPECT_EQ(split_lines(text), lines) << text;
}

TEST(Text, FindsTheNearestCandidate) {
  constexpr std::array<std::string_view, 4> candidates = {"lock_timeout", "statement_timeout",
                                                          "wait_lock", "url"};
  EXPECT_EQ(nearest("lock_timout", candidates), "lock_timeout");
  EXPECT_EQ(nearest("LOCK_TIMEOUT", candidates), "lock_timeout");
  EXPECT_EQ(nearest("lokc_timeout", candidates), "lock_timeout");
  EXPECT_EQ(nearest("uri", candidates), "url");
  EXPECT_EQ(nearest("password", candidates), "");
  EXPECT_EQ(nearest("lock_timeout", {}), "");
}

TEST(Text, Counts) {
  EXPECT_EQ(counted(0, "statement"), "0 statements");
  EXPECT_EQ(counted(1, "statement"), "1 statement");
  EXPECT_EQ(counted(2, "statement"), "2 statements");
}

}  // namespace
}  // namespace pgsettle
