// A subcommand: one file in commands/, named as the user types it.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "report/format.h"

namespace CLI {
class App;
}

namespace pgsettle {

// What the command line asks for, to be run once it is parsed.
struct Invocation {
  std::function<int()> run;               // gives the exit status
  std::function<const Format&()> format;  // in which to report that run() threw
};

struct Subcommand {
  std::string_view id;       // as typed
  std::string_view summary;  // one line for `pgsettle --help`
  // Adds its options to `app`. Called for every command at every start: it must be cheap.
  Invocation (*add)(CLI::App& app);
};

namespace commands {
// Every file of commands/, ordered by id.
std::span<const Subcommand* const> all();
}  // namespace commands

}  // namespace pgsettle
