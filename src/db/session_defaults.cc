#include "db/session_defaults.h"

#include "db/query.h"

namespace pgsettle {
namespace {

// The order of precedence is that of process_settings() in src/backend/utils/init/postinit.c: a
// role in a database, a role, a database, all roles. session_user is who has connected, unless a
// script has said SET SESSION AUTHORIZATION; then pg_stat_activity still knows.
constexpr std::string_view defaults_query = R"(
SELECT DISTINCT ON (name) name, pg_catalog.substr(c, pg_catalog.length(name) + 2)
FROM pg_catalog.pg_db_role_setting s,
     pg_catalog.unnest(s.setconfig) AS c, pg_catalog.split_part(c, '=', 1) AS name
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                            WHERE datname = pg_catalog.current_database()))
  AND s.setrole IN (0, (SELECT usesysid FROM pg_catalog.pg_stat_activity
                        WHERE pid = pg_catalog.pg_backend_pid()))
ORDER BY name, s.setrole <> 0 DESC, s.setdatabase <> 0 DESC)";

}  // namespace

SessionDefaults read_session_defaults(Session& session) {
  SessionDefaults defaults;
  for (const ResultRow& row : query(session, defaults_query)) {
    defaults.emplace(row.at(0).value_or(""), row.at(1).value_or(""));
  }
  return defaults;
}

}  // namespace pgsettle
