#include "base/temporary_directory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/error.h"

namespace pgsettle {
namespace {

TEST(TemporaryDirectory, IsOursAloneAndGoesWithEverythingInIt) {
  std::string path;
  {
    const TemporaryDirectory directory;
    path = directory.path();
    struct stat status = {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    std::filesystem::create_directories(path + "/a/b");
    std::ofstream(path + "/a/b/file") << "text";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(TemporaryDirectory, LinksInItAreRemovedNotFollowed) {
  const TemporaryDirectory outside;
  std::ofstream(outside.path() + "/file") << "text";
  {
    const TemporaryDirectory directory;
    std::filesystem::create_symlink(outside.path(), directory.path() + "/link");
  }
  EXPECT_TRUE(std::filesystem::exists(outside.path() + "/file"));
}

TEST(TemporaryDirectory, EachIsNew) {
  const TemporaryDirectory first;
  const TemporaryDirectory second;
  EXPECT_NE(first.path(), second.path());
}

TEST(TemporaryDirectory, MissingParentIsAnError) {
  EXPECT_THROW(TemporaryDirectory("/nowhere"), Error);
}

TEST(TemporaryParent, IsAbsolute) {
  const char* const before = std::getenv("TMPDIR");
  const std::string saved = before == nullptr ? "" : before;
  ::setenv("TMPDIR", ".", 1);
  EXPECT_EQ(temporary_parent(), std::filesystem::current_path().string());
  ::setenv("TMPDIR", "", 1);
  EXPECT_EQ(temporary_parent(), "/tmp");
  if (before != nullptr) ::setenv("TMPDIR", saved.c_str(), 1);
  if (before == nullptr) ::unsetenv("TMPDIR");
}

}  // namespace
}  // namespace pgsettle
