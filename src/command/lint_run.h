// Puts the parts together for `pgsettle lint`.
#pragma once

#include <string>
#include <vector>

namespace pgsettle {

// The command line, as typed.
struct LintArguments {
  std::vector<std::string> paths;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> variables;  // NAME=VALUE
  std::string encoding;
  std::string configuration;
  std::string output = "text";
  std::string runner;
  std::string standard_input_name = "<stdin>";
  std::string since;
  int server_version = 0;
  bool fix = false;
  bool unsafe_fixes = false;
  bool diff = false;
  bool statistics = false;
  bool exit_zero = false;
};

// Gives the exit status: 1 when there are errors. Throws Error for what keeps it from starting.
int run_lint(const LintArguments& arguments);

}  // namespace pgsettle
