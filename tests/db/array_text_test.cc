#include "db/array_text.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace pgsettle {
namespace {

using Items = std::vector<std::string>;

TEST(ArrayText, IsRead) {
  EXPECT_EQ(read_array("{}"), Items());
  EXPECT_EQ(read_array("{a,b}"), (Items{"a", "b"}));
  EXPECT_EQ(read_array(R"({"a,b","",NULL,"NULL","q\"\\"})"),
            (Items{"a,b", "", "", "NULL", "q\"\\"}));
}

TEST(ArrayText, WhatIsNoneIsRefused) {
  for (const char* text : {"", "{", "a", "{a", R"({"a})", R"({"a"b})", R"({"a\})"}) {
    EXPECT_THROW(read_array(text), Error) << text;
  }
}

TEST(ArrayText, WhatIsWrittenIsRead) {
  const std::set<std::string> items = {"", "NULL", "a b", "q\"", "\\", "{x},", "é"};
  EXPECT_EQ(read_array(write_array(items)), Items(items.begin(), items.end()));
}

}  // namespace
}  // namespace pgsettle
