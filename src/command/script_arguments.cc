#include "command/script_arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

#include "base/error.h"
#include "sql/read/encoding.h"

namespace pgsettle {

Options loading_options(std::vector<std::string>& variables, std::string& encoding,
                        std::string& configuration) {
  return {{.names = "-v,--set,--variable",
           .help = "Set psql variable NAME (repeatable)",
           .place = &variables,
           .value = "NAME=VALUE"},
          {.names = "--encoding",
           .help = "Encoding of the scripts (default: UTF8)",
           .place = &encoding,
           .value = "NAME"},
          {.names = "--config",
           .help = "Read this instead of the nearest pgsettle.toml",
           .place = &configuration,
           .value = "FILE"}};
}

LoadOptions load_options(const std::vector<std::string>& variables, const std::string& encoding,
                         const Configuration& configuration) {
  LoadOptions options{.encoding = encoding.empty() ? configuration.encoding : encoding};
  // Throws for an unknown name, rather now than when the server has answered.
  if (!options.encoding.empty()) decode_to_utf8("", options.encoding);
  for (const std::string& assignment : variables) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    if (!Variables::is_valid_name(name)) {
      throw Error(ErrorCode::usage, fmt::format("-v: invalid variable name \"{}\"", name));
    }
    if (equals == std::string::npos) {
      options.variables.unset(name);
    } else {
      options.variables.set(name, assignment.substr(equals + 1));
    }
  }
  return options;
}

std::vector<std::string> order_for(const FileSystem& files, const Configuration& configuration,
                                   const std::vector<std::string>& paths) {
  const std::string own = files.real_path(configuration.directory);
  const bool meant = std::ranges::any_of(
      paths, [&](const std::string& path) { return files.real_path(path) == own; });
  return meant ? configuration.order : std::vector<std::string>();
}

std::string read_standard_input() { return {std::istreambuf_iterator<char>(std::cin), {}}; }

}  // namespace pgsettle
