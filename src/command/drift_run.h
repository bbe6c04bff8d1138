// One run of `pgsettle drift`.
#pragma once

#include <string>

#include "command/script_session.h"

namespace pgsettle {

struct DriftArguments {
  ScriptArguments scripts;
  std::string write;           // FILE; "-": standard output
  std::string to = "scripts";  // what is brought to the other: "scripts", "database"
};

// Gives the exit status: 1 when there is drift. Throws what ScriptSession and read_declared()
// throw.
int run_drift(const DriftArguments& arguments);

}  // namespace pgsettle
