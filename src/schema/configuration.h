// pgsettle.toml: settings of a project. Only configuration.cc sees the TOML library.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "schema/duration.h"

namespace pgsettle {

// [target.NAME]
struct Target {
  std::string url;        // connection URI, conninfo string or database name; never empty
  std::string directory;  // its schema directory, when it has one of its own
};

// [lint]. What is called how is not known here: ids and names are checked by the command.
struct LintConfiguration {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::map<std::string, std::string> severity;               // by rule
  std::map<std::string, std::vector<std::string>> per_file;  // rules by glob
  std::optional<int> server_version;                         // pg
  std::string runner;
};

// Directories are written relative to the file's directory, and are here as seen from the working
// directory.
struct Configuration {
  std::string path;                      // empty: there is no file
  std::string directory = "migrations";  // with a file: the one beside it
  std::vector<std::string> order;
  std::string encoding;  // of the scripts; empty: UTF8
  std::map<std::string, Target> targets;
  // [apply]; absent: the built-in default
  std::optional<Milliseconds> lock_timeout;
  std::optional<Milliseconds> statement_timeout;
  std::optional<Milliseconds> wait_lock;
  LintConfiguration lint;
};

// Reads `path`, or when that is empty the nearest pgsettle.toml: in `start` (a schema directory, a
// script or, when empty, the working directory; it need not exist) or above it, up to the directory
// that holds .git, or the root. Throws Error{configuration} with file, line and column for bad
// TOML, unknown keys (with a suggestion) and wrong types or units, and Error{usage} for a file that
// is not there or cannot be read.
Configuration read_configuration(const FileSystem& files, const std::string& path,
                                 const std::string& start);

}  // namespace pgsettle
