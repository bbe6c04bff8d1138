#include "command/drift_run.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "catalog/snapshot.h"
#include "command/declared_schema.h"
#include "drift/change_script.h"
#include "drift/scope.h"
#include "report/output.h"

namespace pgsettle {
namespace {

std::string script_text(const DriftArguments& arguments, const Catalog& declared,
                        const Catalog& found, const ConnectedTo& server) {
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

}  // namespace

int run_drift(const DriftArguments& arguments) {
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

}  // namespace pgsettle
