#include "command/declared_schema.h"

#include <fmt/format.h>
#include <unistd.h>

#include "apply/applier.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "catalog/snapshot.h"
#include "cluster/cluster.h"
#include "db/query.h"
#include "report/failure.h"
#include "report/output.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// What of the target the scripts may name or depend on.
struct Surroundings {
  std::vector<std::string> roles;
  std::vector<ResultRow> memberships;  // role, member
  std::string user;
  std::string database;
  std::string search_path;
  int major_version;
};

Surroundings look_around(Connection& target) {
  Surroundings found = {.roles = {},
                        .memberships = query(target,
                                             "SELECT r.rolname, m.rolname FROM pg_auth_members a "
                                             "JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m "
                                             "ON m.oid = a.member WHERE m.rolname !~ '^pg_'"),
                        .user = target.connected_to().user,
                        .database = target.connected_to().database,
                        .search_path = {},
                        .major_version = target.server_major_version()};
  for (const ResultRow& row :
       query(target, "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'")) {
    found.roles.push_back(row[0].value_or(""));
  }
  found.search_path = query(target, "SHOW search_path")[0][0].value_or("");
  return found;
}

// All are superusers: extensions and the like are there already on the target.
void imitate(const Surroundings& around, Session& server) {
  for (const std::string& role : around.roles) {
    if (role == "postgres") continue;
    query(server, fmt::format("CREATE ROLE {} SUPERUSER LOGIN", quote_identifier(role)));
  }
  for (const ResultRow& row : around.memberships) {
    query(server, fmt::format("GRANT {} TO {}", quote_identifier(row[0].value_or("")),
                              quote_identifier(row[1].value_or(""))));
  }
  const std::string database = quote_identifier(around.database);
  if (around.database != "postgres" && around.database != "template1") {
    query(server, fmt::format("CREATE DATABASE {} TEMPLATE template0", database));
  }
  query(server,
        fmt::format("ALTER DATABASE {} OWNER TO {}", database, quote_identifier(around.user)));
  const std::string path = around.search_path.empty() ? "''" : around.search_path;
  query(server, fmt::format("ALTER DATABASE {} SET search_path = {}", database, path));
}

}  // namespace

std::vector<CatalogObject> read_declared(ScriptSession& session, bool shared_session,
                                         std::optional<int>& failed) {
  const Surroundings around = look_around(session.connection());
  const Cluster cluster = Cluster::start({.major_version = around.major_version});
  const auto connect = [](const std::string& url) {
    return Connection::open({.parameters = {{.keyword = "dbname", .value = url}}});
  };
  {
    const auto server = connect(cluster.url());
    if (server->server_major_version() != around.major_version) {
      throw Error(
          ErrorCode::configuration,
          fmt::format("the server found here is PostgreSQL {}, the target is {}",
                      server->server_major_version(), around.major_version),
          "They write definitions differently. Install that version, or let PGSETTLE_BINDIR "
          "name the directory of its initdb.");
    }
    imitate(around, *server);
  }
  const auto empty = connect(cluster.url(around.database, around.user));
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
