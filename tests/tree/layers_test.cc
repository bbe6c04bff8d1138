// The #include lines of src/ point down only; see the picture of the layers in README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

using Names = std::set<std::string>;

// The folders that a folder may include, as the README draws them. What it includes it links.
const std::map<std::string, Names> allowed = {
    {"base", {}},
    {"sql", {"base"}},
    {"db", {"base"}},
    {"schema", {"base", "sql"}},
    {"catalog", {"base", "sql", "db"}},
    {"cluster", {"base", "db"}},
    {"run", {"base", "sql", "schema"}},
    {"lint", {"base", "sql", "schema", "run"}},  // no connections
    {"settle", {"base", "sql", "db", "schema", "catalog", "run"}},
    {"drift", {"base", "sql", "db", "catalog"}},
    {"apply", {"base", "sql", "db", "schema", "catalog", "run", "settle"}},
    {"report",
     {"base", "sql", "db", "schema", "catalog", "run", "lint", "settle", "drift", "apply"}},
    {"command",
     {"base", "sql", "db", "schema", "catalog", "cluster", "run", "lint", "settle", "drift",
      "apply", "report"}}};

std::optional<std::string> layer_of(const std::string& path) {
  const std::string first = path.substr(0, path.find('/'));
  return allowed.contains(first) ? std::optional(first) : std::nullopt;
}

template <typename Visit>
void for_each_line(const Visit& visit) {
  const fs::path root = fs::path(PGSETTLE_SOURCE_DIR) / "src";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
    const std::string file = fs::relative(entry.path(), root).generic_string();
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) visit(file, line);
  }
}

template <typename Visit>
void for_each_include(const Visit& visit) {
  const std::regex include(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
  std::smatch match;
  for_each_line([&](const std::string& file, const std::string& line) {
    if (line.find("include") == std::string::npos) return;  // quicker than the expression
    if (std::regex_search(line, match, include)) visit(file, match[1].str());
  });
}

bool may_include(const std::string& from, const std::string& to) {
  return from == to || allowed.at(from).contains(to);
}

}  // namespace

TEST(Layers, EveryFolderStandsInTheTable) {
  for (const auto& entry : fs::directory_iterator(fs::path(PGSETTLE_SOURCE_DIR) / "src")) {
    if (entry.is_directory()) {
      EXPECT_TRUE(allowed.contains(entry.path().filename().string())) << entry.path();
    }
  }
}

TEST(Layers, IncludesAreThoseOfTheTable) {
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

// What a folder may include may include less than the folder: no circle, and nothing points up.
TEST(Layers, TheTablePointsDown) {
  for (const auto& [folder, names] : allowed) {
    for (const std::string& name : names) {
      const Names& below = allowed.at(name);
      EXPECT_TRUE(std::ranges::includes(names, below)) << folder << " may include " << name;
      EXPECT_FALSE(below.contains(folder)) << folder << " and " << name << " include each other";
    }
  }
}

// A library that is linked comes with those that it links in public.
TEST(Layers, LinksAreThoseOfTheTable) {
  std::ifstream in(fs::path(PGSETTLE_SOURCE_DIR) / "src/CMakeLists.txt");
  const std::regex layer(R"(^pgsettle_layer\((\w+)((?: [\w:]+)*)\))");
  const std::regex linked(R"(pgsettle_(\w+))");
  Names seen;
  std::smatch match;
  for (std::string line; std::getline(in, line);) {
    if (!std::regex_search(line, match, layer)) continue;
    const std::string folder = match[1].str();
    const std::string list = match[2].str();
    seen.insert(folder);
    ASSERT_TRUE(allowed.contains(folder)) << folder;
    for (auto it = std::sregex_iterator(list.begin(), list.end(), linked);
         it != std::sregex_iterator(); ++it) {
      EXPECT_TRUE(may_include(folder, (*it)[1].str())) << line;
    }
  }
  EXPECT_EQ(seen.size(), allowed.size());
}

// Tests need not wait, and get the same each time.
TEST(Layers, TimeAndChanceComeFromOutside) {
  for_each_line([&](const std::string& file, const std::string& line) {
    if (file == "base/clock.cc" || layer_of(file) == "command") return;
    for (const char* source : {"steady_clock::now", "system_clock::now", "random_device"}) {
      EXPECT_EQ(line.find(source), std::string::npos) << file << ": " << line;
    }
  });
}

TEST(Layers, EachCLibraryIsSeenByOneFolder) {
  const std::map<std::string, std::string> owners = {
      {"libpq-fe.h", "db"}, {"pg_query.h", "sql"},  {"toml++/toml.h", "schema"},
      {"iconv.h", "sql"},   {"utf8proc.h", "base"}, {"CLI/CLI.hpp", "command"}};
  for_each_include([&](const std::string& file, const std::string& included) {
    const auto owner = owners.find(included);
    if (owner != owners.end()) {
      EXPECT_EQ(layer_of(file), owner->second) << file << " includes " << included;
    }
  });
}
