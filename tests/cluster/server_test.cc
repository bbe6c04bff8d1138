#include "cluster/server.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/temporary_directory.h"

namespace pgsettle {
namespace {

TEST(ChooseParent, TakesAWritableDirectory) {
  const TemporaryDirectory directory;
  EXPECT_EQ(choose_parent(directory.path()), directory.path());
}

TEST(ChooseParent, GoesToTmpWhenASocketCouldNotBeNamed) {
  const TemporaryDirectory directory;
  for (const std::string& name : {std::string(100, 'x'), std::string("a,b")}) {
    const std::string path = directory.path() + "/" + name;
    std::filesystem::create_directory(path);
    EXPECT_EQ(choose_parent(path), "/tmp");
  }
}

TEST(ChooseParent, GoesToTmpWhenNothingIsThere) { EXPECT_EQ(choose_parent("/nowhere"), "/tmp"); }

}  // namespace
}  // namespace pgsettle
