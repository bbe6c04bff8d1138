// pgsettle lint: what is not safe to run every time, before any database sees it.
#include <CLI/CLI.hpp>
#include <memory>

#include "command/command.h"
#include "command/format_argument.h"
#include "command/lint_run.h"

namespace pgsettle::commands {
namespace {

void add_rule_options(CLI::App& app, LintChoice& choice) {
  app.add_option("--select", choice.select, "Only these rules and groups")
      ->type_name("RULE")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--ignore", choice.ignore, "All but these rules and groups")
      ->type_name("RULE")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--pg", choice.server_version, "Oldest PostgreSQL to support (default: 15)")
      ->type_name("VERSION")
      ->check(CLI::Range(13, 18));
  app.add_option("--runner", choice.runner, "Who runs the scripts: pgsettle or psql")
      ->type_name("NAME")
      ->check(CLI::IsMember({"pgsettle", "psql"}));
}

void add_script_options(CLI::App& app, LintArguments& arguments) {
  app.add_option("PATH", arguments.paths,
                 "Schema directories, scripts, - for stdin (default: migrations/)");
  app.add_option("--stdin-filename", arguments.standard_input_name,
                 "The file that standard input stands for")
      ->type_name("PATH");
  app.add_option("-v,--set,--variable", arguments.variables, "Set psql variable NAME (repeatable)")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--encoding", arguments.encoding, "Encoding of the scripts (default: UTF8)")
      ->type_name("NAME");
  app.add_option("--config", arguments.configuration,
                 "Read this instead of the nearest pgsettle.toml")
      ->type_name("FILE");
}

Invocation add(CLI::App& app) {
  const auto arguments = std::make_shared<LintArguments>();
  add_script_options(app, *arguments);
  add_rule_options(app, arguments->choice);
  app.add_option("--since", arguments->since, "Find edits since then that no database will receive")
      ->type_name("REVISION");
  app.add_flag("--staged", arguments->staged, "Judge what git has staged, as changed since HEAD");
  app.add_flag("--fix", arguments->fix, "Mend what can be mended without a change of meaning");
  app.add_flag("--unsafe-fixes", arguments->unsafe_fixes,
               "Mend also with guards around statements (implies --fix)");
  app.add_flag("--diff", arguments->diff, "Print what --fix would change, change nothing");
  app.add_flag("--statistics", arguments->statistics, "Count findings by rule");
  app.add_flag("--exit-zero", arguments->exit_zero, "Exit 0 also when there are errors");
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
