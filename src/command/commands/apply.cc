// pgsettle apply: everything in order, every time.
#include <CLI/CLI.hpp>
#include <memory>

#include "command/apply_run.h"
#include "command/command.h"
#include "command/format_argument.h"

namespace pgsettle::commands {
namespace {

void add_run_options(CLI::App& app, ApplyArguments& arguments) {
  app.add_flag("-1,--single-transaction", arguments.single_transaction,
               "One transaction for everything, instead of one a script");
  app.add_flag("--every", arguments.every, "Send also what would change nothing, as psql does");
  app.add_flag("--strict", arguments.strict,
               "Send nothing when an object is not as its IF NOT EXISTS has it");
  app.add_flag("--plan", arguments.plan, "Show what would be done, and ask before it is done");
  app.add_flag("-y,--yes", arguments.yes, "With --plan: do not ask");
  app.add_option("--lock-timeout", arguments.lock_timeout, "Wait so long for a lock (default: 2s)")
      ->type_name("TIME");
  app.add_option("--statement-timeout", arguments.statement_timeout,
                 "Longest time of a statement (default: none)")
      ->type_name("TIME");
  app.add_option("--wait-lock", arguments.wait_lock,
                 "Wait so long for another pgsettle (default: 60s)")
      ->type_name("TIME");
  app.add_flag("--throwaway", arguments.throwaway, "Start a PostgreSQL for it, remove it after");
  app.add_flag("--keep", arguments.keep, "With --throwaway: leave it running, print its URL");
  app.add_flag("--no-lint", arguments.consent.no_lint,
               "Send also what lint calls an error (but lost data)");
  app.add_flag("--allow-destructive", arguments.consent.allow_destructive,
               "Send also what loses data");
  app.add_flag("-q,--quiet", arguments.scripts.quiet, "Print only errors and the sum");
  add_output_option(app, arguments.scripts.output,
                    [](const Format& format) { return format.apply != nullptr; });
}

Invocation add(CLI::App& app) {
  // Shared by the option parser and the two functions, which outlive this call.
  const auto arguments = std::make_shared<ApplyArguments>();
  add_script_options(app, arguments->scripts, "Apply");
  add_run_options(app, *arguments);
  app.footer(
      "TIME is 500ms, 2s, 1min or 0 for none. Exit status: 0 done, 1 refused, 3 a statement "
      "failed\nor cannot be read, 4 no connection, 5 lock not obtained, 6 declined,\n"
      "64/78 wrong usage/configuration.");
  return {
      .run = [arguments] { return run_apply(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand apply{
    .id = "apply",
    .summary = "Apply all scripts, in order",
    .add = add,
};

}  // namespace pgsettle::commands
