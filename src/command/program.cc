#include "command/program.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <vector>

#include "base/error.h"
#include "base/secret.h"
#include "command/command.h"
#include "db/connection.h"
#include "report/excerpt.h"
#include "report/style.h"
#include "sql/parser.h"

namespace pgsettle {
namespace {

std::string version() {
  return fmt::format("pgsettle {}\nlibpq {}\ngrammar of PostgreSQL {} (libpg_query)",
                     PGSETTLE_VERSION, libpq_version(), grammar_version());
}

void explain(const Error& error) {
  const Style style = Style::of(STDERR_FILENO);
  fmt::print(stderr, "{}: {}\n{}", style(Colour::error, "error"), error.message(),
             error.hint().empty() ? "" : note("hint", error.hint(), style));
}

struct Registered {
  const Command* command;
  CLI::App* app;
  Invocation invocation;
};

int run_chosen(const Registered& chosen) {
  try {
    return chosen.invocation.run();
  } catch (const Error& error) {
    explain(error);
    fmt::print("{}", chosen.invocation.format().error(chosen.command->id, error));
    return entry(error.code()).exit_status;
  }
}

int parse_and_run(int argc, char** argv) {
  CLI::App app(
      "Applies a directory of numbered SQL scripts to PostgreSQL, all of them, in order, "
      "every time.");
  app.name("pgsettle");
  app.set_help_flag("--help", "Show this help");  // -h is the host, as for psql
  app.set_version_flag("-V,--version", version(),
                       "Show the versions of pgsettle, libpq and grammar");
  app.require_subcommand(1);
  app.footer("pgsettle COMMAND --help tells more.");
  std::vector<Registered> registered;
  for (const Command* command : commands::all()) {
    CLI::App* added = app.add_subcommand(std::string(command->id), std::string(command->summary));
    added->set_help_flag("--help", "Show this help");
    registered.push_back({.command = command, .app = added, .invocation = command->add(*added)});
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == 0;  // --help, --version
    if (asked) return app.exit(error);
    explain(Error(ErrorCode::usage, redact_connection(error.what()),
                  "Run with --help to see what is possible."));
    return entry(ErrorCode::usage).exit_status;
  }
  redact_arguments(argc, argv);
  for (const Registered& candidate : registered) {
    if (candidate.app->parsed()) return run_chosen(candidate);
  }
  return entry(ErrorCode::usage).exit_status;
}

}  // namespace

int run_program(int argc, char** argv) {
  try {
    return parse_and_run(argc, argv);
  } catch (const std::exception& error) {  // a bug, or no memory
    explain(Error(ErrorCode::internal, fmt::format("internal error: {}", error.what()),
                  "Please report it, with the command and the scripts if you can."));
    return entry(ErrorCode::internal).exit_status;
  }
}

}  // namespace pgsettle
