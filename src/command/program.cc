#include "command/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <vector>

#include "base/error.h"
#include "base/secret.h"
#include "command/command.h"
#include "command/usage_error.h"
#include "db/connection.h"
#include "report/excerpt.h"
#include "report/output.h"
#include "report/style.h"
#include "sql/parse/parser.h"

namespace pgsettle {
namespace {

std::string version() {
  return fmt::format("pgsettle {}\nlibpq {}\ngrammar of PostgreSQL {} (libpg_query)",
                     PGSETTLE_VERSION, libpq_version(), grammar_version());
}

// Else the connection to a server could become the descriptor that we print to.
void open_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // The lowest free number is the one that is missing.
    if (::fcntl(descriptor, F_GETFD) < 0) ::open("/dev/null", O_RDWR);
  }
}

// What was typed in a wrong place may be a connection URI.
Error without_passwords(const Error& error) {
  return {error.code(), redact_connection(error.message()), redact_connection(error.hint())};
}

void explain(const Error& error) {
  const Style style = Style::of(STDERR_FILENO);
  write_text(stderr, fmt::format("{}: {}\n{}", style(Colour::error, "error"), error.message(),
                                 error.hint().empty() ? "" : note("hint", error.hint(), style)));
}

struct Registered {
  const Subcommand* command;
  CLI::App* app;
  Invocation invocation;
};

int run_chosen(const Registered& chosen) {
  try {
    return chosen.invocation.run();
  } catch (const Error& thrown) {
    const Error error = without_passwords(thrown);
    explain(error);
    write_text(stdout, chosen.invocation.format().error(chosen.command->id, error));
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
  for (const Subcommand* command : commands::all()) {
    CLI::App* added = app.add_subcommand(std::string(command->id), std::string(command->summary));
    added->set_help_flag("--help", "Show this help");
    added->option_defaults()->take_last();  // as psql: a wrapper's options can be overridden
    registered.push_back({.command = command, .app = added, .invocation = command->add(*added)});
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == 0;  // --help, --version
    if (asked) return app.exit(error);
    explain(without_passwords(usage_error(app, error)));
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
  open_standard_descriptors();
  try {
    return parse_and_run(argc, argv);
  } catch (const std::exception& error) {  // a bug, or no memory
    explain(Error(ErrorCode::internal, fmt::format("internal error: {}", error.what()),
                  "Please report it, with the command and the scripts if you can."));
    return entry(ErrorCode::internal).exit_status;
  }
}

}  // namespace pgsettle
