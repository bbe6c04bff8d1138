#include "command/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <variant>

#include "base/error.h"
#include "base/secret.h"
#include "command/argument_parser.h"
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

int run_command(const ChosenCommand& chosen) {
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
  std::optional<std::variant<ChosenCommand, HelpText>> parsed;
  try {
    parsed = parse_arguments(argc, argv, version());
  } catch (const Error& error) {
    explain(without_passwords(error));
    return entry(error.code()).exit_status;
  }
  if (const auto* help = std::get_if<HelpText>(&*parsed)) {
    write_text(stdout, help->text);
    return 0;
  }
  redact_arguments(argc, argv);
  return run_command(std::get<ChosenCommand>(*parsed));
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
