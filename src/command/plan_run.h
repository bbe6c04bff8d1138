// Puts the parts together for `pgsettle plan`.
#pragma once

#include "command/script_session.h"

namespace pgsettle {

// The command line, as typed.
struct PlanArguments {
  ScriptArguments scripts;
  bool all = false;
  bool detailed_exitcode = false;
};

// Gives the exit status. Throws Error for what keeps it from telling.
int run_plan(const PlanArguments& arguments);

}  // namespace pgsettle
