// The program as a whole: parses the command line, runs a subcommand, turns what it throws into a
// message and an exit status.
#pragma once

namespace pgsettle {

int run_program(int argc, char** argv);

}  // namespace pgsettle
