// pgsettle lint: what is not safe to run every time, before any database sees it.
#include <CLI/CLI.hpp>
#include <memory>

#include "command/command.h"
#include "command/format_argument.h"
#include "command/lint_run.h"

namespace pgsettle::commands {
namespace {

Invocation add(CLI::App& app) {
  const auto arguments = std::make_shared<LintArguments>();
  app.add_option("PATH", arguments->paths, "Schema directories and scripts (default: migrations/)");
  app.add_option("--select", arguments->select, "Only these rules and groups")
      ->type_name("RULE")
      ->delimiter(',');
  app.add_option("--ignore", arguments->ignore, "All but these rules and groups")
      ->type_name("RULE")
      ->delimiter(',');
  app.add_option("--pg", arguments->server_version, "Oldest PostgreSQL to support (default: 15)")
      ->type_name("VERSION")
      ->check(CLI::Range(13, 18));
  app.add_option("--runner", arguments->runner, "Who runs the scripts: pgsettle or psql")
      ->type_name("NAME")
      ->check(CLI::IsMember({"pgsettle", "psql"}));
  app.add_flag("--statistics", arguments->statistics, "Count findings by rule");
  app.add_flag("--exit-zero", arguments->exit_zero, "Exit 0 also when there are errors");
  app.add_option("--config", arguments->configuration,
                 "Read this instead of the nearest pgsettle.toml")
      ->type_name("FILE");
  add_output_option(app, arguments->output,
                    [](const Format& format) { return format.lint != nullptr; });
  app.footer("Exit status: 0 no errors, 1 errors found, 64/78 wrong usage/configuration.");
  return {.run = [arguments] { return run_lint(*arguments); },
          .format = [arguments]() -> const Format& { return find_format(arguments->output); }};
}

}  // namespace

extern const Subcommand lint{
    .id = "lint",
    .summary = "Find what is not safe to run every time",
    .add = add,
};

}  // namespace pgsettle::commands
