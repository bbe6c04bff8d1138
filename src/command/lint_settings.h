// What lint is told by the command line and by pgsettle.toml.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"
#include "lint/linter.h"
#include "schema/configuration.h"

namespace pgsettle {

// As typed; what is empty or 0 is taken from pgsettle.toml.
struct LintChoice {
  std::vector<std::string> select = {};
  std::vector<std::string> ignore = {};
  std::string runner = {};
  int server_version = 0;
};

// Throws Error{usage} for unknown rules in `choice`, Error{configuration} for those in
// `configuration`; both with a suggestion.
LintOptions lint_options(const LintChoice& choice, const Configuration& configuration,
                         const FileSystem& files);

}  // namespace pgsettle
