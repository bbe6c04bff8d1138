#include "cluster/binaries.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

void add_server(MemoryFileSystem& files, const std::string& directory) {
  files.add_file(directory + "/initdb");
  files.add_file(directory + "/postgres");
}

TEST(Binaries, OptionGoesBeforeEnvironmentBeforePathBeforeUsualPlaces) {
  MemoryFileSystem files;
  for (const char* directory : {"/option", "/environment", "/path", "/usual"}) {
    add_server(files, directory);
  }
  BinarySearch search = {.option = "/option",
                         .environment = "/environment",
                         .path = "/empty:/path",
                         .usual_places = {"/usual"}};
  EXPECT_EQ(find_binary_directory(search, files), "/option");
  search.option = "";
  EXPECT_EQ(find_binary_directory(search, files), "/environment");
  search.environment = "";
  EXPECT_EQ(find_binary_directory(search, files), "/path");
  search.path = "";
  EXPECT_EQ(find_binary_directory(search, files), "/usual");
}

TEST(Binaries, RelativeDirectoryBecomesAbsolute) {
  MemoryFileSystem files("/project");
  add_server(files, "/project/server/bin");
  const BinarySearch search = {
      .option = "server/bin", .environment = "", .path = "", .usual_places = {}};
  EXPECT_EQ(find_binary_directory(search, files), "/project/server/bin");
}

TEST(Binaries, LinkInPathLeadsToTheServer) {
  MemoryFileSystem files;
  add_server(files, "/usr/lib/postgresql/15/bin");
  files.add_link("/usr/local/bin/initdb", "/usr/lib/postgresql/15/bin/initdb");
  const BinarySearch search = {
      .option = "", .environment = "", .path = "/usr/local/bin", .usual_places = {}};
  EXPECT_EQ(find_binary_directory(search, files), "/usr/lib/postgresql/15/bin");
}

TEST(Binaries, InitdbWithoutPostgresInPathIsPassedOver) {
  MemoryFileSystem files;
  files.add_file("/client/initdb");
  add_server(files, "/server");
  const BinarySearch search = {
      .option = "", .environment = "", .path = "/client:/server", .usual_places = {}};
  EXPECT_EQ(find_binary_directory(search, files), "/server");
}

TEST(Binaries, NewestVersionIsANumberNotAText) {
  MemoryFileSystem files;
  for (const char* version : {"9.6", "10", "15", "default"}) {
    add_server(files, std::string("/usr/lib/postgresql/") + version + "/bin");
    add_server(files, std::string("/usr/pgsql-") + version + "/bin");
  }
  files.add_directory("/usr/lib/postgresql/17/bin");  // only the client
  BinarySearch search = {.option = "",
                         .environment = "",
                         .path = "",
                         .usual_places = {"/nowhere/*/bin", "/usr/lib/postgresql/*/bin"}};
  EXPECT_EQ(find_binary_directory(search, files), "/usr/lib/postgresql/15/bin");
  search.usual_places = {"/usr/pgsql-*/bin"};
  EXPECT_EQ(find_binary_directory(search, files), "/usr/pgsql-15/bin");
}

TEST(Binaries, WrongWishIsAnErrorEvenWithAServerInPath) {
  MemoryFileSystem files;
  add_server(files, "/path");
  const BinarySearch search = {
      .option = "/wrong", .environment = "", .path = "/path", .usual_places = {}};
  try {
    find_binary_directory(search, files);
    FAIL() << "found a server";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection);
    EXPECT_EQ(error.message(), "no initdb and postgres in /wrong");
    EXPECT_NE(error.hint().find("PGSETTLE_BINDIR"), std::string::npos);
  }
}

TEST(Binaries, NoServerAnywhereIsAnErrorWithAHint) {
  const MemoryFileSystem files;
  const BinarySearch search = {
      .option = "", .environment = "", .path = "/bin", .usual_places = {"/usr/pgsql-*/bin"}};
  try {
    find_binary_directory(search, files);
    FAIL() << "found a server";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection);
    EXPECT_NE(error.hint().find("apt-get install postgresql"), std::string::npos);
  }
}

}  // namespace
}  // namespace pgsettle
