// Which scripts are judged together. Single files (an editor's, a hook's) are judged as part of the
// schema directory they belong to.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"
#include "schema/configuration.h"

namespace pgsettle {

// Scripts that make up one model.
struct LintUnit {
  // Where they were looked for: directories and files, as find_scripts() takes them.
  std::vector<std::string> roots = {};
  std::vector<std::string> paths = {};
  // One for each path: whether findings in it are wanted, or it is there for context only.
  std::vector<bool> reported = {};
};

// `paths`: directories, which make one unit together with all that is given beside them; or files
// only: those of one schema directory (that of pgsettle.toml, else one named migrations that
// contains the file) are one unit, those of none another one. Throws what find_scripts() throws.
std::vector<LintUnit> lint_units(const FileSystem& files, const Configuration& configuration,
                                 const std::vector<std::string>& paths);

}  // namespace pgsettle
