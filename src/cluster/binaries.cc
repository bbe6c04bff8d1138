#include "cluster/binaries.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace pgsettle {
namespace {

constexpr const char* install_hint =
    "Install a server, e.g. apt-get install postgresql, or set PGSETTLE_BINDIR.";

std::string from_environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool holds_server(const std::string& directory, const FileSystem& files) {
  return files.kind(join_path(directory, "initdb")) == FileKind::file &&
         files.kind(join_path(directory, "postgres")) == FileKind::file;
}

// PATH may hold links, even one to initdb alone; the server finds its own files from where they
// lead to.
std::optional<std::string> find_in_path(std::string_view path, const FileSystem& files) {
  while (!path.empty()) {
    const std::string directory(path.substr(0, path.find(':')));
    path.remove_prefix(std::min(directory.size() + 1, path.size()));
    const std::string initdb = join_path(directory, "initdb");
    if (files.kind(initdb) != FileKind::file) continue;
    std::string real = parent_directory(files.real_path(initdb));
    if (holds_server(real, files)) return real;
    if (holds_server(directory, files)) return files.real_path(directory);
  }
  return std::nullopt;
}

// A number is enough: 9.6 < 10 < 15, and a name without one is older than any.
double to_version(std::string_view name) {
  double version = 0;
  std::from_chars(name.data(), name.data() + name.size(), version);
  return version;
}

std::optional<std::string> find_newest(const std::string& pattern, const FileSystem& files) {
  const std::size_t star = pattern.find('*');
  if (star == std::string::npos) {
    return holds_server(pattern, files) ? std::optional(pattern) : std::nullopt;
  }
  const std::string before = pattern.substr(0, star);
  const std::string parent = parent_directory(before);
  if (files.kind(parent) != FileKind::directory) return std::nullopt;
  std::map<double, std::string> candidates;
  for (const DirectoryEntry& entry : files.list(parent)) {
    const std::string path = join_path(parent, entry.name);
    if (!path.starts_with(before)) continue;
    const std::string directory = path + pattern.substr(star + 1);
    if (holds_server(directory, files)) {
      candidates.emplace(to_version(path.substr(before.size())), directory);
    }
  }
  return candidates.empty() ? std::nullopt : std::optional(candidates.rbegin()->second);
}

}  // namespace

BinarySearch default_binary_search(const std::string& option, int major_version) {
  return {.option = option,
          .environment = from_environment("PGSETTLE_BINDIR"),
          .path = from_environment("PATH"),
          .usual_places = {"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
                           "/opt/homebrew/opt/postgresql@*/bin", "/opt/homebrew/bin",
                           "/usr/local/pgsql/bin"},
          .major_version = major_version};
}

std::string find_binary_directory(const BinarySearch& search, const FileSystem& files) {
  const std::string& wanted = search.option.empty() ? search.environment : search.option;
  if (!wanted.empty()) {
    if (holds_server(wanted, files)) return files.real_path(wanted);
    throw Error(ErrorCode::connection, fmt::format("no initdb and postgres in {}", wanted),
                install_hint);
  }
  for (std::string place : search.usual_places) {
    const std::size_t star = place.find('*');
    if (search.major_version == 0 || star == std::string::npos) continue;
    place.replace(star, 1, std::to_string(search.major_version));
    if (holds_server(place, files)) return files.real_path(place);
  }
  if (const auto found = find_in_path(search.path, files)) return *found;
  for (const std::string& place : search.usual_places) {
    if (const auto found = find_newest(place, files)) return *found;
  }
  throw Error(ErrorCode::connection, "no PostgreSQL server is installed here", install_hint);
}

}  // namespace pgsettle
