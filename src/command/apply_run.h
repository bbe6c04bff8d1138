// Puts the parts together for `pgsettle apply`.
#pragma once

#include <string>

#include "command/apply_lint.h"
#include "command/script_session.h"

namespace pgsettle {

// The command line, as typed.
struct ApplyArguments {
  ScriptArguments scripts;
  std::string lock_timeout;
  std::string statement_timeout;
  std::string wait_lock;
  bool single_transaction = false;
  bool throwaway = false;
  bool keep = false;
  bool every = false;
  bool strict = false;
  bool plan = false;
  bool yes = false;
  ApplyConsent consent;
};

// Gives the exit status. Throws Error for what keeps the run from starting.
int run_apply(const ApplyArguments& arguments);

}  // namespace pgsettle
