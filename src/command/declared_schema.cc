#include "command/declared_schema.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <variant>

#include "apply/applier.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "catalog/snapshot.h"
#include "cluster/cluster.h"
#include "command/surroundings.h"
#include "report/failure.h"
#include "report/output.h"
#include "report/printable.h"
#include "schema/analyses.h"

namespace pgsettle {
namespace {

std::set<std::string, std::less<>>* names_of(ObjectKind kind, ClusterNames& names) {
  if (kind == ObjectKind::role) return &names.roles;
  if (kind == ObjectKind::database) return &names.databases;
  return kind == ObjectKind::tablespace ? &names.tablespaces : nullptr;
}

// What of the whole cluster the scripts name, and what of it they make themselves. What they make
// without a guard must not be there before: making it would fail. What they make behind a guard may
// be, and must be when something before it needs it.
struct NamedByScripts {
  ClusterNames all = {};
  ClusterNames made = {};

  void add(const Action& action, bool guarded) {
    auto* const named = names_of(action.kind, all);
    if (named == nullptr) return;
    named->insert(action.object.name);
    if (guarded) return;
    if (action.verb == Verb::create) names_of(action.kind, made)->insert(action.object.name);
    if (action.verb == Verb::rename) names_of(action.kind, made)->insert(action.new_name);
  }
};

NamedByScripts read_names(std::span<const Script> scripts) {
  const Analyses analyses(scripts);
  NamedByScripts names;
  for (const Script& script : scripts) {
    for (const ScriptItem& item : script.items) {
      const auto* statement = std::get_if<Statement>(&item);
      if (statement == nullptr) continue;
      const Analysis& analysis = analyses.of(*statement);
      for (const Action& action : analysis.actions) names.add(action, false);
      if (!analysis.code) continue;
      for (const CodeStatement& inner : analysis.code->statements) {
        const bool guarded = !inner.conditions.empty() || !inner.handlers.empty();
        for (const Action& action : inner.actions) names.add(action, guarded);
      }
    }
  }
  return names;
}

std::unique_ptr<Connection> open(const std::string& url, const std::string& options = {}) {
  std::vector<ConnectionParameter> parameters = {{.keyword = "dbname", .value = url}};
  if (!options.empty()) parameters.push_back({.keyword = "options", .value = options});
  return Connection::open({.parameters = std::move(parameters)});
}

void check_version(const Cluster& cluster, int major_version) {
  const int found = open(cluster.url())->server_major_version();
  if (found == major_version) return;
  throw Error(
      ErrorCode::configuration,
      fmt::format("the server found here is PostgreSQL {}, the target is {}", found, major_version),
      "They write definitions differently. Install that version, or let PGSETTLE_BINDIR "
      "name the directory of its initdb.");
}

}  // namespace

std::vector<CatalogObject> read_declared(ScriptSession& session, bool shared_session,
                                         std::optional<int>& failed) {
  const Surroundings around = read_surroundings(session.connection());
  NamedByScripts names = read_names(session.scripts());
  names.made.roles.erase(around.user);
  const Cluster cluster = Cluster::start({.major_version = around.major_version});
  check_version(cluster, around.major_version);
  const auto connect = [&](const std::string& database) { return open(cluster.url(database)); };
  for (const std::string& remark : imitate(around, names.made, names.all, connect)) {
    write_text(stderr, fmt::format("note: {}\n", printable(remark)));
  }
  const auto empty = open(cluster.url(around.database, around.user), connection_options(around));
  interrupt::install();
  RealClock clock;
  Observer nobody;
  const ApplyResult result =
      Applier(*empty, clock, nobody, session.loader(), {.shared_session = shared_session})
          .apply(session.scripts());
  if (!result.stop) return read_catalog(*empty);
  write_text(stderr, "the scripts cannot be applied to an empty database:\n");
  write_text(stderr, render_failure(result, Style::of(STDERR_FILENO)));
  failed = entry(result.stop->code).exit_status;
  return {};
}

}  // namespace pgsettle
