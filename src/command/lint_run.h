// Puts the parts together for `pgsettle lint`.
#pragma once

#include <string>
#include <vector>

#include "command/lint_settings.h"

namespace pgsettle {

// The command line, as typed.
struct LintArguments {
  std::vector<std::string> paths;
  LintChoice choice;
  std::vector<std::string> variables;  // NAME=VALUE
  std::string encoding;
  std::string configuration;
  std::string output = "text";
  std::string standard_input_name;  // empty: it belongs to no file
  std::string since;
  bool staged = false;
  bool fix = false;
  bool unsafe_fixes = false;
  bool diff = false;
  bool statistics = false;
  bool exit_zero = false;
};

// Gives the exit status: 1 when there are errors. Throws Error for what keeps it from starting.
int run_lint(const LintArguments& arguments);

}  // namespace pgsettle
