#include "db/connection.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace pgsettle {
namespace {

std::string refusal(const ConnectOptions& options) {
  try {
    Connection::open(options);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection);
    EXPECT_FALSE(error.hint().empty());
    return error.message();
  }
  return "connected";
}

TEST(Connection, SaysWhyThereIsNone) {
  const std::string message =
      refusal({.parameters = {{.keyword = "host", .value = "/nonexistent"}}});
  EXPECT_NE(message.find("/nonexistent"), std::string::npos) << message;
  EXPECT_FALSE(message.ends_with('\n'));
}

TEST(Connection, NeverShowsAPassword) {
  for (const std::string url :
       {"postgresql://u:s3cret@/d?host=/nonexistent", "host=/nonexistent password=s3cret",
        "postgresql://u:s3cret@:bad:port/d", "host=/nonexistent password='s3cret",
        "postgresql://u@/d?host=/nonexistent&password=s3cret&nonsense=1"}) {
    const std::string message = refusal({.parameters = {{.keyword = "dbname", .value = url}}});
    EXPECT_EQ(message.find("s3cret"), std::string::npos) << message;
  }
}

TEST(Connection, AsksForAPasswordFirstWhenTold) {
  std::vector<std::string> prompts;
  const auto ask = [&](const std::string& prompt) {
    prompts.push_back(prompt);
    return std::string("s3cret");
  };
  refusal({.parameters = {{.keyword = "host", .value = "/nonexistent"}},
           .always_password = true,
           .ask_password = ask});
  EXPECT_EQ(prompts, std::vector<std::string>{"Password: "});
  refusal({.parameters = {{.keyword = "host", .value = "/nonexistent"}}, .ask_password = ask});
  EXPECT_EQ(prompts.size(), 1U);
}

TEST(Connection, KnowsItsLibrary) {
  EXPECT_NE(libpq_version().find('.'), std::string::npos);
  EXPECT_GE(std::stoi(libpq_version()), 14);  // pipeline mode
}

}  // namespace
}  // namespace pgsettle
