// The README's table of lint rules is what `pgsettle rules --output markdown` prints.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "base/process.h"

namespace {

const std::string path = std::string(PGSETTLE_SOURCE_DIR) + "/README.md";
constexpr std::string_view begins = "<!-- pgsettle rules --output markdown -->\n";
constexpr std::string_view ends = "<!-- end of the rules -->\n";

std::string read() {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

// With UPDATE_GOLDEN=1 the table is written instead.
TEST(Readme, ListsTheRulesOfLint) {
  const std::string table =
      pgsettle::run({.arguments = {PGSETTLE_PROGRAM, "rules", "--output", "markdown"}}).output;
  ASSERT_TRUE(table.starts_with("| rule |"));
  std::string readme = read();
  const std::size_t begin = readme.find(begins);
  const std::size_t end = readme.find(ends);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + begins.size();
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    readme.replace(from, end - from, table);
    std::ofstream(path, std::ios::binary) << readme;
    return;
  }
  EXPECT_EQ(readme.substr(from, end - from), table) << "UPDATE_GOLDEN=1 rewrites " << path;
}
