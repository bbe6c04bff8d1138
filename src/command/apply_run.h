// Puts the parts together for `pgsettle apply`.
#pragma once

#include <string>
#include <vector>

#include "command/apply_lint.h"
#include "command/connection_arguments.h"

namespace pgsettle {

// The command line, as typed.
struct ApplyArguments {
  ConnectionArguments connection;
  std::vector<std::string> paths;
  std::vector<std::string> files;      // -f
  std::vector<std::string> variables;  // NAME=VALUE
  std::string encoding;
  std::string configuration;
  std::string lock_timeout;
  std::string statement_timeout;
  std::string wait_lock;
  std::string output = "text";
  bool single_transaction = false;
  bool shared_session = false;
  bool throwaway = false;
  bool keep = false;
  bool quiet = false;
  ApplyConsent consent;
};

// Gives the exit status. Throws Error for what keeps the run from starting.
int run_apply(const ApplyArguments& arguments);

}  // namespace pgsettle
