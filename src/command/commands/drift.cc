// pgsettle drift: what a database and the scripts differ in.
#include <CLI/CLI.hpp>
#include <memory>

#include "command/command.h"
#include "command/drift_run.h"
#include "command/format_argument.h"

namespace pgsettle::commands {
namespace {

Invocation add(CLI::App& app) {
  // Shared by the option parser and the two functions, which outlive this call.
  const auto arguments = std::make_shared<DriftArguments>();
  add_script_options(app, arguments->scripts, "Compare with");
  app.add_option("--write", arguments->write,
                 "Write the statements that end it to FILE (-: print them instead)")
      ->type_name("FILE");
  app.add_option("--to", arguments->to, "For --write: what they are for (default: scripts)")
      ->type_name("scripts|database")
      ->check(CLI::IsMember({"scripts", "database"}));
  app.add_flag("-q,--quiet", arguments->scripts.quiet, "Print only the drift and errors");
  add_output_option(app, arguments->scripts.output,
                    [](const Format& format) { return format.drift != nullptr; });
  app.footer(
      "The scripts are applied to a throwaway server of the same version, and both catalogs\n"
      "compared; the database is only read. --to scripts: what the database has, to be added to\n"
      "them; --to database: what they have.\n"
      "Exit status: 0 none, 1 there is drift, 3 a script fails, 4 no connection or no server for "
      "it,\n"
      "64/78 wrong usage/configuration.");
  return {
      .run = [arguments] { return run_drift(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand drift{
    .id = "drift",
    .summary = "Show what the database and the scripts differ in",
    .add = add,
};

}  // namespace pgsettle::commands
