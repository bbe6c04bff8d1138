// pgsettle status: what of the scripts the database has, and what it has beyond them.
#include <CLI/CLI.hpp>
#include <memory>

#include "command/command.h"
#include "command/format_argument.h"
#include "command/status_run.h"

namespace pgsettle::commands {
namespace {

Invocation add(CLI::App& app) {
  // Shared by the option parser and the two functions, which outlive this call.
  const auto arguments = std::make_shared<StatusArguments>();
  add_script_options(app, arguments->scripts, "Look at");
  app.add_flag("--all", arguments->all, "Show also what is settled, a line each");
  app.add_flag("--check", arguments->check,
               "Exit with 1 unless all is settled, declared and valid");
  app.add_flag("-q,--quiet", arguments->scripts.quiet, "Print only the status and errors");
  add_output_option(app, arguments->scripts.output,
                    [](const Format& format) { return format.status != nullptr; });
  app.footer(
      "Reads the catalog in transactions that write nothing, with the locks of a SELECT.\n"
      "Exit status: 0 done, 1 refused or see --check, 3 a script cannot be read, 4 no connection,\n"
      "64/78 wrong usage/configuration.");
  return {
      .run = [arguments] { return run_status(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand status{
    .id = "status",
    .summary = "Show what of the scripts the database has, and what it has beyond them",
    .add = add,
};

}  // namespace pgsettle::commands
