// One run of `pgsettle status`.
#pragma once

#include "command/script_session.h"

namespace pgsettle {

struct StatusArguments {
  ScriptArguments scripts;
  bool all = false;
  bool check = false;
};

// Gives the exit status. Throws what ScriptSession throws.
int run_status(const StatusArguments& arguments);

}  // namespace pgsettle
