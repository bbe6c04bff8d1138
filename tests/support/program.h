// Runs the built program as users do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/process.h"
#include "base/temporary_directory.h"

namespace pgsettle {

// A working directory with files, and the program in it. Nothing in the environment says where a
// server is.
class Workplace {
 public:
  Workplace();

  const std::string& path() const { return directory_.path(); }
  // Relative to the directory; makes the directories above. Gives the absolute path.
  std::string write(const std::string& name, std::string_view content) const;

  // For Process, with all that the following functions say.
  Command command(const std::vector<std::string>& arguments) const;
  // `pgsettle ARGUMENTS...`
  CompletedProcess run(const std::vector<std::string>& arguments) const;

  std::string input;  // of the program
  std::map<std::string, std::optional<std::string>> environment;

 private:
  TemporaryDirectory directory_;
};

}  // namespace pgsettle
