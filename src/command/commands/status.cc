// pgsettle status: what of the scripts the database has, and what it has beyond them.
#include <memory>

#include "catalog/snapshot.h"
#include "command/asked_plan.h"
#include "command/command.h"
#include "command/format_argument.h"
#include "settle/inventory.h"

namespace pgsettle::commands {
namespace {

struct Arguments {
  ScriptArguments scripts;
  bool all = false;
  bool check = false;
};

Options options(Arguments& arguments) {
  return joined({script_options(arguments.scripts, "Look at"),
                 {{.names = "--all",
                   .help = "Show also what is settled, a line each",
                   .place = &arguments.all},
                  {.names = "--check",
                   .help = "Exit with 1 unless all is settled, declared and valid",
                   .place = &arguments.check},
                  {.names = "-q,--quiet",
                   .help = "Print only the status and errors",
                   .place = &arguments.scripts.quiet},
                  output_option(arguments.scripts.output,
                                [](const Format& format) { return format.status != nullptr; })}});
}

int run(const Arguments& arguments) {
  const bool shared_session = arguments.scripts.shared_session;
  ScriptSession session("status", arguments.scripts);
  session.load(true);
  const Analyses analyses(session.scripts());
  session.connect({});
  if (const auto status = session.check({.shared_session = shared_session})) return *status;
  const AskedPlan found = ask_plan(session, analyses, {.shared_session = shared_session});
  const std::vector<CatalogObject> objects = read_catalog(session.connection());
  const Inventory inventory = take_inventory(plan_sources(session, found), objects);
  const StatusReport report = {.server = session.connection().connected_to(),
                               .plan = found.plan,
                               .inventory = inventory,
                               .all = arguments.all};
  print_report(session.format().status(report));
  return arguments.check && !is_clean(report) ? entry(ErrorCode::findings).exit_status : 0;
}

Invocation prepare() {
  const auto arguments = std::make_shared<Arguments>();
  return {
      .options = options(*arguments),
      .run = [arguments] { return run(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand status{
    .id = "status",
    .summary = "Show what of the scripts the database has, and what it has beyond them",
    .footer =
        "Reads the catalog in transactions that write nothing, with the locks of a SELECT.\n"
        "Exit status: 0 done, 1 refused or see --check, 3 a script cannot be read, 4 no "
        "connection,\n64/78 wrong usage/configuration.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
