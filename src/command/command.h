// A subcommand: one file in commands/, named as the user types it.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "command/option.h"
#include "report/format.h"

namespace pgsettle {

// A subcommand that is ready to have its command line read. The three share what the options point
// to, which lives as long as they do.
struct Invocation {
  Options options;
  std::function<int()> run;               // once the line is read; gives the exit status
  std::function<const Format&()> format;  // in which to report that run() threw
};

struct Subcommand {
  std::string_view id;       // as typed
  std::string_view summary;  // one line for `pgsettle --help`
  std::string_view footer;   // what stands below the options in its own help
  // Called for every command at every start: it must be cheap.
  Invocation (*prepare)();
};

namespace commands {
// Every file of commands/, ordered by id.
std::span<const Subcommand* const> all();
}  // namespace commands

}  // namespace pgsettle
