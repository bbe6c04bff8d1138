#include "db/connection_parameters.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace pgsettle {
namespace {

std::string parameters(const ConnectionChoice& choice) {
  std::vector<std::string> words;
  for (const ConnectionParameter& parameter : connection_parameters(choice)) {
    words.push_back(parameter.keyword + "=" + parameter.value);
  }
  return fmt::format("{}", fmt::join(words, " "));
}

// Everything that can be said; the tests take away from it.
ConnectionChoice everything() {
  return {.dbname = "d",
          .host = "h",
          .port = "1",
          .user = "u",
          .target_url = "target",
          .url = "url",
          .database_url = "database_url",
          .env_file_url = "env"};
}

TEST(ConnectionParameters, GoByTheOrderOfTheContract) {
  ConnectionChoice choice = everything();
  EXPECT_EQ(parameters(choice), "host=h port=1 user=u dbname=d");
  choice.dbname = choice.host = choice.port = "";
  EXPECT_EQ(parameters(choice), "dbname=target user=u");
  choice.target_url = "";
  EXPECT_EQ(parameters(choice), "dbname=url user=u");
  choice.url = "";
  EXPECT_EQ(parameters(choice), "dbname=database_url user=u");
  choice.database_url = "";
  EXPECT_EQ(parameters(choice), "dbname=env user=u");
  choice.env_file_url = "";
  EXPECT_EQ(parameters(choice), "user=u");
  choice.user = "";
  EXPECT_EQ(parameters(choice), "");  // libpq knows the rest
}

TEST(ConnectionParameters, OfOneFlagSetUrlsAside) {
  ConnectionChoice only_host = {.host = "h", .database_url = "database_url"};
  EXPECT_EQ(parameters(only_host), "host=h");
  ConnectionChoice only_port = {.port = "1", .env_file_url = "env"};
  EXPECT_EQ(parameters(only_port), "port=1");
  ConnectionChoice only_name = {.dbname = "d", .url = "url"};
  EXPECT_EQ(parameters(only_name), "dbname=d");
}

TEST(ConnectionParameters, LetTheUserFlagStandBesideAUrl) {
  const ConnectionChoice choice = {.user = "u", .url = "postgresql://other@h/d"};
  EXPECT_EQ(parameters(choice), "dbname=postgresql://other@h/d user=u");  // the later one wins
}

TEST(ConnectionParameters, LetAConninfoStringWinAsInPsql) {
  const ConnectionChoice choice = {.dbname = "host=x user=y", .host = "h", .user = "u"};
  EXPECT_EQ(parameters(choice), "host=h user=u dbname=host=x user=y");
}

}  // namespace
}  // namespace pgsettle
