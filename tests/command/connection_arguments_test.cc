#include "command/connection_arguments.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "support/environment.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

class ConnectionArgumentsTest : public testing::Test {
 protected:
  ConnectionArgumentsTest() {
    for (const char* name : {"DATABASE_URL", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD"}) {
      environment_.set(name, std::nullopt);
    }
  }

  std::string parameters() {
    std::string text;
    for (const auto& [keyword, value] : connect_options(arguments_, target_, files_).parameters) {
      text += (text.empty() ? "" : " ") + keyword + '=' + value;
    }
    return text;
  }

  ErrorCode code_of_error() {
    try {
      parameters();
    } catch (const Error& error) {
      message_ = error.message();
      return error.code();
    }
    return ErrorCode::internal;
  }

  MemoryFileSystem files_;
  ConnectionArguments arguments_;
  const Target* target_ = nullptr;
  ScopedEnvironment environment_;
  std::string message_;
};

TEST_F(ConnectionArgumentsTest, OrderIsThatOfTheContract) {
  EXPECT_EQ(parameters(), "");
  files_.add_file(".env", "DATABASE_URL=postgres://file\n");
  EXPECT_EQ(parameters(), "dbname=postgres://file");
  environment_.set("DATABASE_URL", "");
  EXPECT_EQ(parameters(), "dbname=postgres://file") << "an empty variable says nothing";
  environment_.set("DATABASE_URL", "postgres://environment");
  EXPECT_EQ(parameters(), "dbname=postgres://environment");
  arguments_.url = "postgres://url";
  EXPECT_EQ(parameters(), "dbname=postgres://url");
  const Target target = {.url = "postgres://target", .directory = ""};
  target_ = &target;
  EXPECT_EQ(parameters(), "dbname=postgres://target");
  arguments_.user = "me";
  EXPECT_EQ(parameters(), "dbname=postgres://target user=me");
  arguments_.dbname = "flag";
  EXPECT_EQ(parameters(), "user=me dbname=flag");
}

TEST_F(ConnectionArgumentsTest, EnvironmentFileGivesPgVariablesWhereThereAreNone) {
  files_.add_file(".env", "PGHOST=file\nPGPORT=1\nPGPORT=2\nPATH=nowhere\nOTHER=x\n");
  environment_.set("PGHOST", "environment");
  environment_.set("OTHER", std::nullopt);
  const std::string path = std::getenv("PATH");
  EXPECT_EQ(parameters(), "");
  EXPECT_STREQ(std::getenv("PGHOST"), "environment");
  EXPECT_STREQ(std::getenv("PGPORT"), "2") << "the last one counts";
  EXPECT_EQ(std::getenv("OTHER"), nullptr);
  EXPECT_EQ(std::getenv("PATH"), path);
}

TEST_F(ConnectionArgumentsTest, AnotherEnvironmentFileReplacesTheUsualOne) {
  files_.add_file(".env", "DATABASE_URL=postgres://usual\n");
  files_.add_file("other.env", "DATABASE_URL=postgres://other\n");
  arguments_.env_file = "other.env";
  EXPECT_EQ(parameters(), "dbname=postgres://other");
}

TEST_F(ConnectionArgumentsTest, EnvironmentFileThatIsAskedForMustBeThere) {
  EXPECT_EQ(parameters(), "");
  arguments_.env_file = "missing.env";
  EXPECT_EQ(code_of_error(), ErrorCode::usage);
  EXPECT_NE(message_.find("missing.env"), std::string::npos);
}

TEST_F(ConnectionArgumentsTest, UnreadableEnvironmentFileIsSaid) {
  files_.add_file(".env", "DATABASE_URL=postgres://file\n");
  files_.make_unreadable(".env");
  EXPECT_EQ(code_of_error(), ErrorCode::usage);
}

// Python's virtual environments are often called so.
TEST_F(ConnectionArgumentsTest, DirectoryNamedEnvIsNotMeant) {
  files_.add_directory(".env");
  EXPECT_EQ(parameters(), "");
  arguments_.env_file = ".env";
  EXPECT_EQ(code_of_error(), ErrorCode::usage);
}

TEST_F(ConnectionArgumentsTest, EnvironmentFileErrorNamesThePlaceButNotTheLine) {
  files_.add_file(".env", "A=b\nPGPASSWORD='secret\n");
  EXPECT_EQ(code_of_error(), ErrorCode::configuration);
  EXPECT_TRUE(message_.starts_with(".env:2: ")) << message_;
  EXPECT_EQ(message_.find("secret"), std::string::npos);
}

TEST_F(ConnectionArgumentsTest, OwnServerIsFoundByItsUrlAlone) {
  environment_.set("PGHOSTADDR", "127.0.0.1");
  environment_.set("PGPASSWORD", "secret");
  const ConnectOptions options = own_server_options("postgres://here");
  ASSERT_EQ(options.parameters.size(), 1U);
  EXPECT_EQ(options.parameters[0].value, "postgres://here");
  EXPECT_EQ(std::getenv("PGHOSTADDR"), nullptr);
  EXPECT_EQ(std::getenv("PGPASSWORD"), nullptr);
}

TEST_F(ConnectionArgumentsTest, NamesAServer) {
  EXPECT_FALSE(ConnectionArguments().names_a_server());
  ConnectionArguments others;
  others.env_file = "x";
  others.never_password = others.always_password = true;
  EXPECT_FALSE(others.names_a_server());
  const std::vector<std::string ConnectionArguments::*> naming = {
      &ConnectionArguments::dbname, &ConnectionArguments::host, &ConnectionArguments::port,
      &ConnectionArguments::user,   &ConnectionArguments::url,  &ConnectionArguments::target};
  for (const auto member : naming) {
    ConnectionArguments arguments;
    arguments.*member = "x";
    EXPECT_TRUE(arguments.names_a_server());
  }
}

TEST(ChosenTarget, IsFoundByNameOrGuessed) {
  Configuration configuration;
  configuration.path = "pgsettle.toml";
  configuration.targets["production"] = {.url = "postgres://p", .directory = ""};
  ConnectionArguments arguments;
  EXPECT_EQ(chosen_target(arguments, configuration), nullptr);
  arguments.target = "production";
  EXPECT_EQ(chosen_target(arguments, configuration)->url, "postgres://p");
  arguments.target = "prodution";
  try {
    chosen_target(arguments, configuration);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::configuration);
    EXPECT_EQ(error.message(), "there is no [target.prodution] in pgsettle.toml");
    EXPECT_EQ(error.hint(), "Did you mean \"production\"?");
  }
  configuration = {};
  try {
    chosen_target(arguments, configuration);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "there is no [target.prodution] in any pgsettle.toml");
    EXPECT_EQ(error.hint(), "");
  }
}

}  // namespace
}  // namespace pgsettle
