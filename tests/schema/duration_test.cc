#include "schema/duration.h"

#include <gtest/gtest.h>

#include <utility>

namespace pgsettle {
namespace {

TEST(Duration, IsReadAsPostgresReadsIt) {
  const std::pair<std::string_view, int> good[] = {
      {"0", 0},          {"250", 250},       {"500ms", 500},
      {"2s", 2000},      {"2 s", 2000},      {" 2s ", 2000},
      {"1min", 60'000},  {"1.5min", 90'000}, {"1.1s", 1100},
      {"1h", 3'600'000}, {"1d", 86'400'000}, {"0s", 0},
      {".5s", 500},      {"0.6ms", 1},       {"2147483647", 2'147'483'647},
  };
  for (const auto& [text, milliseconds] : good) {
    EXPECT_EQ(parse_duration(text), Milliseconds(milliseconds)) << text;
  }
}

TEST(Duration, RefusesTheRest) {
  for (const std::string_view text :
       {"",     " ",     "s",          "-1",   "-2s",
        "+2s",  "2m",    "2S",         "2sec", "2 s x",
        "5us",  "1e3",   "0x10",       "nan",  "inf",
        "1,5s", "0.4ms", "2147483648", "25d",  "99999999999999999999d"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace pgsettle
