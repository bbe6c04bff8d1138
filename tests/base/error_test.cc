#include "base/error.h"

#include <gtest/gtest.h>

#include <tuple>

namespace pgsettle {
namespace {

TEST(ErrorCode, HasTheExitStatusOfTheContract) {
  const std::tuple<ErrorCode, std::string_view, int> contract[] = {
      {ErrorCode::findings, "findings", 1},
      {ErrorCode::statement_failed, "statement_failed", 3},
      {ErrorCode::connection, "connection", 4},
      {ErrorCode::lock_not_obtained, "lock_not_obtained", 5},
      {ErrorCode::confirmation, "confirmation", 6},
      {ErrorCode::usage, "usage", 64},
      {ErrorCode::internal, "internal", 70},
      {ErrorCode::configuration, "configuration", 78},
      {ErrorCode::interrupted, "interrupted", 130},
      {ErrorCode::terminated, "terminated", 143},
  };
  for (const auto& [code, name, status] : contract) {
    EXPECT_EQ(entry(code).code, code);
    EXPECT_EQ(entry(code).name, name);
    EXPECT_EQ(entry(code).exit_status, status);
    EXPECT_FALSE(entry(code).meaning.empty());
  }
}

TEST(Error, CarriesItsParts) {
  const Error error(ErrorCode::usage, "no such file", "Name another one.");
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message(), "no such file");
  EXPECT_EQ(error.hint(), "Name another one.");
  EXPECT_STREQ(error.what(), "no such file");
  EXPECT_EQ(Error(ErrorCode::internal, "x").hint(), "");
}

}  // namespace
}  // namespace pgsettle
