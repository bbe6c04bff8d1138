// Reads the program's command line by the tables of its subcommands. The only unit that sees the
// library which does that.
#pragma once

#include <string>
#include <variant>

#include "command/command.h"

namespace pgsettle {

// The subcommand that was named, its values where its options point to.
struct ChosenCommand {
  const Subcommand* command;
  Invocation invocation;
};

// What --help or --version print.
struct HelpText {
  std::string text;
};

// `version`: what --version prints. Throws Error{usage}, with a hint, for a line that cannot be
// read.
std::variant<ChosenCommand, HelpText> parse_arguments(int argc, const char* const* argv,
                                                      const std::string& version);

}  // namespace pgsettle
