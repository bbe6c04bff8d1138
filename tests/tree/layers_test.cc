// The #include lines of src/ point down only; see the picture of the layers in README.md.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <string>

namespace {

namespace fs = std::filesystem;

// Higher sits above lower; the same number may not include each other.
const std::map<std::string, int> levels = {
    {"base", 0},    {"sql", 1},    {"db", 1},     {"schema", 2}, {"catalog", 2},
    {"cluster", 2}, {"run", 3},    {"lint", 4},   {"settle", 4}, {"drift", 4},
    {"apply", 5},   {"report", 6}, {"command", 7}};

std::optional<std::string> layer_of(const std::string& path) {
  const std::string first = path.substr(0, path.find('/'));
  return levels.contains(first) ? std::optional(first) : std::nullopt;
}

template <typename Visit>
void for_each_include(const Visit& visit) {
  const fs::path root = fs::path(PGSETTLE_SOURCE_DIR) / "src";
  const std::regex include(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
    const std::string file = fs::relative(entry.path(), root).generic_string();
    std::ifstream in(entry.path());
    std::smatch match;
    for (std::string line; std::getline(in, line);) {
      if (std::regex_search(line, match, include)) visit(file, match[1].str());
    }
  }
}

bool may_include(const std::string& from, const std::string& to) {
  return from == to || levels.at(from) > levels.at(to);
}

}  // namespace

TEST(Layers, EveryFolderHasALevel) {
  for (const auto& entry : fs::directory_iterator(fs::path(PGSETTLE_SOURCE_DIR) / "src")) {
    if (entry.is_directory()) {
      EXPECT_TRUE(levels.contains(entry.path().filename().string())) << entry.path();
    }
  }
}

TEST(Layers, IncludesPointDown) {
  int seen = 0;
  for_each_include([&](const std::string& file, const std::string& included) {
    const auto from = layer_of(file);
    const auto to = layer_of(included);
    if (!from || !to) return;
    ++seen;
    EXPECT_TRUE(may_include(*from, *to)) << file << " includes " << included;
  });
  EXPECT_GT(seen, 100);
}

TEST(Layers, NothingPointsUpOrSideways) {
  EXPECT_FALSE(may_include("base", "sql"));
  EXPECT_FALSE(may_include("sql", "db"));
  EXPECT_FALSE(may_include("apply", "report"));
  EXPECT_TRUE(may_include("report", "base"));
}

TEST(Layers, EachCLibraryIsSeenByOneFolder) {
  const std::map<std::string, std::string> owners = {{"libpq-fe.h", "db"},
                                                     {"pg_query.h", "sql"},
                                                     {"toml++/toml.h", "schema"},
                                                     {"iconv.h", "sql"},
                                                     {"CLI/CLI.hpp", "command"}};
  for_each_include([&](const std::string& file, const std::string& included) {
    const auto owner = owners.find(included);
    if (owner != owners.end()) {
      EXPECT_EQ(layer_of(file), owner->second) << file << " includes " << included;
    }
  });
}
