// pgsettle drift: what a database and the scripts differ in.
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "catalog/snapshot.h"
#include "command/command.h"
#include "command/declared_schema.h"
#include "command/format_argument.h"
#include "drift/change_script.h"
#include "drift/scope.h"
#include "report/output.h"

namespace pgsettle::commands {
namespace {

struct Arguments {
  ScriptArguments scripts;
  std::string write;           // FILE; "-": standard output
  std::string to = "scripts";  // what is brought to the other: "scripts", "database"
};

Options options(Arguments& arguments) {
  return joined({script_options(arguments.scripts, "Compare with"),
                 {{.names = "--write",
                   .help = "Write the statements that end it to FILE (-: print them instead)",
                   .place = &arguments.write,
                   .value = "FILE"},
                  {.names = "--to",
                   .help = "For --write: what they are for (default: scripts)",
                   .place = &arguments.to,
                   .value = "scripts|database",
                   .choices = {"scripts", "database"}},
                  {.names = "-q,--quiet",
                   .help = "Print only the drift and errors",
                   .place = &arguments.scripts.quiet},
                  output_option(arguments.scripts.output,
                                [](const Format& format) { return format.drift != nullptr; })}});
}

std::string script_text(const Arguments& arguments, const Catalog& declared, const Catalog& found,
                        const ConnectedTo& server) {
  const bool for_scripts = arguments.to == "scripts";
  const std::string changes =
      for_scripts ? write_changes(declared, found, {.user = server.user, .for_scripts = true})
                  : write_changes(found, declared, {.user = server.user});
  const std::string head =
      for_scripts ? fmt::format(
                        "-- What database {} has and the scripts have not, written by "
                        "pgsettle drift.\n-- Move what the scripts define otherwise to its "
                        "place in them.\n",
                        server.database)
                  : fmt::format(
                        "-- What the scripts have and database {} has not, written by "
                        "pgsettle drift.\n-- Read it before it is used.\n",
                        server.database);
  return head + changes;
}

// "x": not over what somebody has written.
void write_new_file(const std::string& path, const std::string& text) {
  std::FILE* const file = std::fopen(path.c_str(), "wx");
  const bool written =
      file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int problem = errno;
  const bool closed = file != nullptr && std::fclose(file) == 0;
  if (written && closed) return;
  throw Error(ErrorCode::usage,
              fmt::format("cannot write {}: {}", path, std::strerror(written ? errno : problem)),
              problem == EEXIST ? "Nothing is written over a file that is there." : "");
}

int run(const Arguments& arguments) {
  ScriptSession session("drift", arguments.scripts);
  session.load(true);
  session.connect({});
  if (const auto status = session.check({.shared_session = arguments.scripts.shared_session})) {
    return *status;
  }
  std::vector<CatalogObject> there = read_catalog(session.connection());
  std::optional<int> failed;
  std::vector<CatalogObject> made =
      read_declared(session, arguments.scripts.shared_session, failed);
  if (failed) return *failed;
  const std::set<std::string> schemas = schemas_of(made);
  const Catalog declared(in_scope(std::move(made), schemas));
  const Catalog found(in_scope(std::move(there), schemas, &declared));
  const std::vector<Difference> differences = find_differences(declared, found);
  const ConnectedTo& server = session.connection().connected_to();
  const std::string script =
      arguments.write.empty() ? "" : script_text(arguments, declared, found, server);
  if (arguments.write == "-") {
    print_report(script);
  } else {
    if (!arguments.write.empty()) write_new_file(arguments.write, script);
    print_report(session.format().drift({.server = server, .differences = differences}));
  }
  return differences.empty() ? 0 : entry(ErrorCode::findings).exit_status;
}

Invocation prepare() {
  const auto arguments = std::make_shared<Arguments>();
  return {
      .options = options(*arguments),
      .run = [arguments] { return run(*arguments); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand drift{
    .id = "drift",
    .summary = "Show what the database and the scripts differ in",
    .footer =
        "The scripts are applied to a throwaway server of the same version, and both catalogs\n"
        "compared; the database is only read. --to scripts: what the database has, to be added to\n"
        "them; --to database: what they have.\n"
        "Exit status: 0 none, 1 there is drift, 3 a script fails, 4 no connection or no server for "
        "it,\n64/78 wrong usage/configuration.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
