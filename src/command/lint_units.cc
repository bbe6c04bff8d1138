#include "command/lint_units.h"

#include <algorithm>
#include <map>
#include <set>

#include "command/script_arguments.h"
#include "schema/schema_directory.h"

namespace pgsettle {
namespace {

constexpr std::string_view usual_directory = "migrations";

// As the working directory shows it.
std::string shown(const FileSystem& files, const std::string& real) {
  const std::string here = files.real_path(".");
  if (real == here) return ".";
  return real.starts_with(here + '/') ? real.substr(here.size() + 1) : real;
}

// Empty: it belongs to none.
std::string schema_directory_of(const FileSystem& files, const Configuration& configuration,
                                const std::string& path) {
  const std::string real = files.real_path(path);
  const std::string own = files.real_path(configuration.directory);
  if (!configuration.path.empty() && real.starts_with(own + '/')) return configuration.directory;
  for (std::string directory = parent_directory(real); directory.size() > 1;
       directory = parent_directory(directory)) {
    if (file_name(directory) == usual_directory) return shown(files, directory);
  }
  return {};
}

LintUnit all_of(const FileSystem& files, const Configuration& configuration,
                const std::vector<std::string>& paths) {
  LintUnit unit{.roots = paths};
  unit.paths = find_scripts(files, paths, order_for(files, configuration, paths)).paths;
  unit.reported.assign(unit.paths.size(), true);
  return unit;
}

// The scripts of `directory`, with findings wanted in `wanted` only. Takes those that it holds out
// of `wanted`: undo scripts and the like stay.
LintUnit part_of(const FileSystem& files, const Configuration& configuration,
                 const std::string& directory, std::vector<std::string>& wanted) {
  LintUnit unit{.roots = {directory}};
  unit.paths = find_scripts(files, unit.roots, order_for(files, configuration, unit.roots)).paths;
  std::set<std::string> held;
  std::set<std::string> real_paths;
  for (const std::string& path : wanted) real_paths.insert(files.real_path(path));
  for (const std::string& path : unit.paths) {
    const std::string real = files.real_path(path);
    unit.reported.push_back(real_paths.contains(real));
    if (unit.reported.back()) held.insert(real);
  }
  std::erase_if(wanted,
                [&](const std::string& path) { return held.contains(files.real_path(path)); });
  return unit;
}

}  // namespace

std::vector<LintUnit> lint_units(const FileSystem& files, const Configuration& configuration,
                                 const std::vector<std::string>& paths) {
  const bool has_directory = std::ranges::any_of(
      paths, [&](const std::string& path) { return files.kind(path) == FileKind::directory; });
  if (has_directory) return {all_of(files, configuration, paths)};
  // By directory, in the order of the first file; the empty name is last.
  std::vector<std::string> directories;
  std::map<std::string, std::vector<std::string>> members;
  for (const std::string& path : find_scripts(files, paths, {}).paths) {
    const std::string directory = schema_directory_of(files, configuration, path);
    const bool is_new = members[directory].empty();
    members[directory].push_back(path);
    if (is_new && !directory.empty()) directories.push_back(directory);
  }
  std::vector<LintUnit> units;
  std::vector<std::string> alone = members[""];
  for (const std::string& directory : directories) {
    LintUnit unit = part_of(files, configuration, directory, members[directory]);
    if (std::ranges::find(unit.reported, true) != unit.reported.end()) {
      units.push_back(std::move(unit));
    }
    const std::vector<std::string>& rest = members[directory];
    alone.insert(alone.end(), rest.begin(), rest.end());
  }
  if (!alone.empty()) units.push_back(all_of(files, configuration, alone));
  return units;
}

}  // namespace pgsettle
