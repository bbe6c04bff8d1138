// pgsettle plan: what apply would do, without doing it.
#include <CLI/CLI.hpp>
#include <memory>

#include "command/command.h"
#include "command/format_argument.h"
#include "command/plan_run.h"

namespace pgsettle::commands {
namespace {

Invocation add(CLI::App& app) {
  // Shared by the option parser and the two functions, which outlive this call.
  const auto arguments = std::make_shared<PlanArguments>();
  add_script_options(app, arguments->scripts, "Plan");
  app.add_flag("--all", arguments->all, "Show also what would not be sent");
  app.add_flag("--detailed-exitcode", arguments->detailed_exitcode,
               "Exit with 2 when something would be changed");
  app.add_flag("-q,--quiet", arguments->scripts.quiet, "Print only the plan and errors");
  add_output_option(app, arguments->scripts.output,
                    [](const Format& format) { return format.plan != nullptr; });
  app.footer(
      "Reads the catalog in one transaction that writes nothing, with the locks of a SELECT.\n"
      "+ create, ~ change, - drop, ? runs each time, = settled or skipped by the server,\n"
      "! will not converge\n"
      "Exit status: 0 done, 1 refused, 2 see above, 3 a script cannot be read, 4 no connection,\n"
      "64/78 wrong usage/configuration.");
  return {
      .run = [arguments] { return run_plan(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand plan{
    .id = "plan",
    .summary = "Show what apply would do",
    .add = add,
};

}  // namespace pgsettle::commands
