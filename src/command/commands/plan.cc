// pgsettle plan: what apply would do, without doing it.
#include <memory>

#include "command/asked_plan.h"
#include "command/command.h"
#include "command/format_argument.h"

namespace pgsettle::commands {
namespace {

// As Terraform has it; no error has this status.
constexpr int changes_present = 2;

struct Arguments {
  ScriptArguments scripts;
  bool all = false;
  bool detailed_exitcode = false;
};

Options options(Arguments& arguments) {
  return joined(
      {script_options(arguments.scripts, "Plan"),
       {{.names = "--all", .help = "Show also what would not be sent", .place = &arguments.all},
        {.names = "--detailed-exitcode",
         .help = "Exit with 2 when something would be changed",
         .place = &arguments.detailed_exitcode},
        {.names = "-q,--quiet",
         .help = "Print only the plan and errors",
         .place = &arguments.scripts.quiet},
        output_option(arguments.scripts.output,
                      [](const Format& format) { return format.plan != nullptr; })}});
}

int run(const Arguments& arguments) {
  const bool shared_session = arguments.scripts.shared_session;
  ScriptSession session("plan", arguments.scripts);
  session.load(true);
  const Analyses analyses(session.scripts());
  session.connect({});
  if (const auto status = session.check({.shared_session = shared_session})) return *status;
  const Plan plan = ask_plan(session, analyses, {.shared_session = shared_session}).plan;
  print_report(session.format().plan(
      {.server = session.connection().connected_to(), .plan = plan, .all = arguments.all}));
  const bool changes = plan.has_changes() || !plan.divergences.empty();
  return arguments.detailed_exitcode && changes ? changes_present : 0;
}

Invocation prepare() {
  const auto arguments = std::make_shared<Arguments>();
  return {
      .options = options(*arguments),
      .run = [arguments] { return run(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand plan{
    .id = "plan",
    .summary = "Show what apply would do",
    .footer =
        "Reads the catalog in one transaction that writes nothing, with the locks of a SELECT.\n"
        "+ create, ~ change, - drop, ? runs each time, = settled or skipped by the server,\n"
        "! will not converge\n"
        "Exit status: 0 done, 1 refused, 2 see above, 3 a script cannot be read, 4 no "
        "connection,\n64/78 wrong usage/configuration.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
