// What the commands that read scripts have in common: -v, --encoding, --config, the order of
// pgsettle.toml.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"
#include "command/option.h"
#include "schema/configuration.h"
#include "schema/script_loader.h"

namespace pgsettle {

// Where -v, --encoding and --config go.
Options loading_options(std::vector<std::string>& variables, std::string& encoding,
                        std::string& configuration);

// `variables`: NAME=VALUE of -v; `encoding`: of --encoding, empty for that of pgsettle.toml. Throws
// Error{usage} for an invalid name and an unknown encoding.
LoadOptions load_options(const std::vector<std::string>& variables, const std::string& encoding,
                         const Configuration& configuration);

// The order of pgsettle.toml is that of its own schema directory: empty when that is not among
// `paths`.
std::vector<std::string> order_for(const FileSystem& files, const Configuration& configuration,
                                   const std::vector<std::string>& paths);

std::string read_standard_input();

}  // namespace pgsettle
