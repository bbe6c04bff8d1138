#include "support/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace pgsettle {

void expect_golden(const std::string& path, std::string_view actual) {
  const std::filesystem::path file = std::filesystem::path(PGSETTLE_SOURCE_DIR) / "tests" / path;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << actual;
    return;
  }
  std::ifstream stream(file, std::ios::binary);
  ASSERT_TRUE(stream.is_open()) << file << " is missing; UPDATE_GOLDEN=1 writes it";
  const std::string expected(std::istreambuf_iterator<char>(stream), {});
  EXPECT_EQ(expected, actual) << "of " << file << "; UPDATE_GOLDEN=1 rewrites it";
}

std::string without_times(std::string_view text) {
  static const std::regex in_text("[0-9]+ ms");
  static const std::regex in_json("(\"milliseconds\": )[0-9.e+-]+");
  const std::string half = std::regex_replace(std::string(text), in_text, "N ms");
  return std::regex_replace(half, in_json, "$010.0");
}

}  // namespace pgsettle
