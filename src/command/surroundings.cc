#include "command/surroundings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "catalog/snapshot.h"
#include "db/query.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Settings that decide nothing of what is stored, and would hinder the throwaway server: it has not
// the target's libraries and tablespaces, nobody else works on it, and its encoding towards us is
// fixed.
bool is_of_no_use(std::string_view name) {
  constexpr auto names = std::to_array<std::string_view>(
      {"application_name", "client_encoding", "default_transaction_read_only",
       "transaction_read_only", "transaction_isolation", "transaction_deferrable",
       "dynamic_library_path", "temp_tablespaces", "lc_messages"});
  return std::ranges::find(names, name) != names.end() || name.starts_with("log_") ||
         name.ends_with("_preload_libraries") || name.ends_with("_timeout");
}

// CONNECTION LIMIT and VALID UNTIL among them: scripts may read them.
constexpr std::string_view roles_query = R"(
SELECT rolname, pg_catalog.concat_ws(' ',
    CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
    CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
    CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
    CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
    CASE WHEN rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END,
    CASE WHEN rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END,
    'CONNECTION LIMIT ' || rolconnlimit,
    'VALID UNTIL ' || pg_catalog.quote_literal(rolvaliduntil))
FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname)";

// Since 16 a membership says more, and each grantor has one of its own.
std::string memberships_query(int version) {
  const std::string_view more = version >= 16 ? R"(
      || ', INHERIT ' || pg_catalog.bool_or(a.inherit_option)
      || ', SET ' || pg_catalog.bool_or(a.set_option))"
                                              : "";
  const std::string options =
      version >= 16 ? fmt::format("'WITH ADMIN ' || pg_catalog.bool_or(a.admin_option){}", more)
                    : "CASE WHEN pg_catalog.bool_or(a.admin_option) THEN 'WITH ADMIN OPTION' END";
  return fmt::format(R"(
SELECT r.rolname, m.rolname, {} FROM pg_catalog.pg_auth_members a
JOIN pg_catalog.pg_roles r ON r.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member
WHERE m.rolname !~ '^pg_' GROUP BY r.rolname, m.rolname ORDER BY r.rolname, m.rolname)",
                     options);
}

// pg_database names locales by another column in nearly each version.
std::string locale_query(int version) {
  const std::string_view provider =
      version >= 15
          ? "CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END"
          : "''";
  const std::string_view locale =
      version >= 17 ? "datlocale" : (version >= 15 ? "daticulocale" : "NULL");
  return fmt::format(R"(
SELECT pg_catalog.pg_get_userbyid(datdba), pg_catalog.pg_encoding_to_char(encoding), {},
       datcollate, datctype, {}, {}
FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())",
                     provider, locale, version >= 16 ? "daticurules" : "NULL");
}

constexpr std::string_view stored_query = R"(
SELECT coalesce(d.datname, ''), coalesce(r.rolname, ''), n, pg_catalog.substr(c, pg_catalog.length(n) + 2)
FROM pg_catalog.pg_db_role_setting s
LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole,
pg_catalog.unnest(s.setconfig) AS c, pg_catalog.split_part(c, '=', 1) AS n
WHERE coalesce(d.datname, pg_catalog.current_database()) = pg_catalog.current_database()
  AND (s.setrole = 0 OR r.rolname IS NOT NULL)
ORDER BY 1, 2, 3)";

// Those that a session may set by itself, and those that initdb has written into the configuration
// of the throwaway server. "client": of the connection (options, PGOPTIONS); what ALTER DATABASE
// and ALTER ROLE have stored is read by itself.
constexpr std::string_view settings_query = R"(
SELECT source = 'client', name, pg_catalog.current_setting(name)
FROM pg_catalog.pg_settings
WHERE context IN ('user', 'superuser')
  AND source NOT IN ('override', 'database', 'user', 'database user', 'session')
  AND (source <> 'default' OR lower(name) IN ('timezone', 'datestyle', 'lc_monetary', 'lc_numeric',
                                              'lc_time', 'default_text_search_config'))
ORDER BY name)";

std::vector<std::string> first_column(Connection& target, std::string_view sql) {
  std::vector<std::string> list;
  for (const ResultRow& row : query(target, sql)) list.push_back(row.at(0).value_or(""));
  return list;
}

// Imitates one target on one server.
class Imitation {
 public:
  Imitation(const Surroundings& around, const ClusterNames& left_out, const ClusterNames& asked)
      : around_(around), left_out_(left_out), asked_(asked) {}

  std::vector<std::string> make(const Connect& connect) {
    // One database cannot be dropped from within.
    server_ = connect(around_.database == "postgres" ? "template1" : "postgres");
    make_tablespaces();
    make_roles();
    make_databases();
    store_settings();
    set_server();
    return std::move(remarks_);
  }

 private:
  bool has_role(const std::string& name) const {
    return name == "postgres" || !left_out_.roles.contains(name);
  }

  // Tells whether the server has taken it.
  bool attempt(const std::string& sql) {
    try {
      query(*server_, sql);
      return true;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::statement_failed) throw;
      return false;
    }
  }

  // Within the data directory, which needs no other one (a developer option of all versions).
  void make_tablespaces() {
    if (!attempt("SET allow_in_place_tablespaces = on")) return;
    for (const std::string& name : around_.tablespaces) {
      if (left_out_.tablespaces.contains(name)) continue;
      attempt(fmt::format("CREATE TABLESPACE {} LOCATION ''", quote_identifier(name)));
    }
  }

  // All are superusers: what the target has got from others (extensions, privileges) is there
  // already, while here the scripts must make it.
  void make_roles() {
    for (const auto& [name, attributes] : around_.roles) {
      if (!has_role(name)) continue;
      if (name != "postgres") query(*server_, "CREATE ROLE " + quote_identifier(name));
      query(*server_,
            fmt::format("ALTER ROLE {} {} SUPERUSER", quote_identifier(name), attributes));
    }
    query(*server_, fmt::format("ALTER ROLE {} LOGIN", quote_identifier(around_.user)));
    query(*server_, "ALTER ROLE postgres LOGIN");
    for (const Surroundings::Membership& each : around_.memberships) {
      if (!has_role(each.role) || !has_role(each.member)) continue;
      query(*server_, fmt::format("GRANT {} TO {} {}", quote_identifier(each.role),
                                  quote_identifier(each.member), each.options));
    }
  }

  void make_databases() {
    for (const std::string& name : around_.databases) {
      if (!asked_.databases.contains(name) || left_out_.databases.contains(name)) continue;
      attempt(fmt::format("CREATE DATABASE {} TEMPLATE template0", quote_identifier(name)));
    }
    const std::string database = quote_identifier(around_.database);
    if (around_.database == "template1") return;  // which every server needs
    if (around_.database == "postgres") query(*server_, "DROP DATABASE postgres");
    create_database("CREATE DATABASE " + database + " TEMPLATE template0");
    if (has_role(around_.owner)) {
      query(*server_, fmt::format("ALTER DATABASE {} OWNER TO {}", database,
                                  quote_identifier(around_.owner)));
    }
  }

  // Which locales there are is up to the machine. Those of the C library matter least when another
  // provider sorts.
  void create_database(const std::string& create) {
    const DatabaseLocale& locale = around_.locale;
    const std::string encoding = " ENCODING " + quote_literal(locale.encoding);
    const auto of_library = [](std::string_view collate, std::string_view ctype) {
      return fmt::format(" LC_COLLATE {} LC_CTYPE {}", quote_literal(collate),
                         quote_literal(ctype));
    };
    std::string provider;
    if (!locale.provider.empty()) provider = " LOCALE_PROVIDER " + locale.provider;
    if (!locale.locale.empty()) {
      provider += fmt::format(" {}_LOCALE {}", locale.provider, quote_literal(locale.locale));
    }
    if (!locale.rules.empty()) provider += " ICU_RULES " + quote_literal(locale.rules);
    const std::string same = create + encoding + provider;
    if (attempt(same + of_library(locale.collate, locale.ctype))) return;
    const bool by_library = locale.locale.empty();
    if (!by_library && attempt(same + of_library("C", "C"))) return;
    query(*server_, create + encoding + of_library("C", "C"));
    remarks_.push_back(
        fmt::format("locale {} of the database is not to be had here; the scripts are compared as "
                    "locale C makes them",
                    by_library ? locale.collate : locale.locale));
  }

  void store_settings() {
    for (const StoredSetting& setting : around_.stored) {
      if (!has_role(setting.role) || is_of_no_use(setting.name)) continue;
      store(setting);
    }
  }

  // FROM CURRENT takes the value as it is stored; SET would read the names of a list once more.
  void store(const StoredSetting& setting) {
    const std::string in =
        setting.database.empty() ? "" : "DATABASE " + quote_identifier(setting.database);
    std::string alter = "ALTER " + in;
    if (!setting.role.empty()) {
      alter = fmt::format("ALTER ROLE {} {}", quote_identifier(setting.role),
                          in.empty() ? "" : "IN " + in);
    } else if (in.empty()) {
      alter = "ALTER ROLE ALL";
    }
    query(*server_, "BEGIN");
    const bool taken =
        attempt(fmt::format("SELECT pg_catalog.set_config({}, {}, true)",
                            quote_literal(setting.name), quote_literal(setting.value))) &&
        attempt(fmt::format("{} SET {} FROM CURRENT", alter, setting_name(setting.name)));
    query(*server_, taken ? "COMMIT" : "ROLLBACK");
    if (!taken) refuse(setting.name, setting.value);
  }

  // "app.tenant" is two names.
  static std::string setting_name(const std::string& name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) return quote_identifier(name);
    return quote_identifier(name.substr(0, dot)) + '.' + quote_identifier(name.substr(dot + 1));
  }

  // Where the target has them. Of a list, and of what no library here knows, the database must do:
  // ALTER SYSTEM takes a list only item by item.
  void set_server() {
    for (const auto& [name, value] : around_.of_server) {
      if (is_of_no_use(name)) continue;
      const bool list = name == "search_path";
      if (!list && attempt(fmt::format("ALTER SYSTEM SET {} = {}", setting_name(name),
                                       quote_literal(value)))) {
        continue;
      }
      store({.database = around_.database, .role = {}, .name = name, .value = value});
    }
    query(*server_, "SELECT pg_catalog.pg_reload_conf()");
  }

  void refuse(const std::string& name, const std::string& value) {
    remarks_.push_back(
        fmt::format("the throwaway server refuses {} = {}, which the target has", name, value));
  }

  const Surroundings& around_;
  const ClusterNames& left_out_;
  const ClusterNames& asked_;
  std::unique_ptr<Connection> server_;
  std::vector<std::string> remarks_;
};

std::string text(const ResultRow& row, std::size_t column) { return row.at(column).value_or(""); }

void read_settings(Connection& target, Surroundings& found) {
  for (const ResultRow& row : query(target, settings_query)) {
    Pairs& list = text(row, 0) == "t" ? found.of_connection : found.of_server;
    list.emplace_back(text(row, 1), text(row, 2));
  }
}

void read_database(Connection& target, Surroundings& found) {
  const ResultRow row = query(target, locale_query(found.major_version)).at(0);
  found.owner = text(row, 0);
  found.locale = {.encoding = text(row, 1),
                  .provider = text(row, 2),
                  .collate = text(row, 3),
                  .ctype = text(row, 4),
                  .locale = text(row, 5),
                  .rules = text(row, 6)};
}

void read_cluster(Connection& target, Surroundings& found) {
  for (const ResultRow& row : query(target, roles_query)) {
    found.roles.emplace_back(text(row, 0), text(row, 1));
  }
  for (const ResultRow& row : query(target, memberships_query(found.major_version))) {
    found.memberships.push_back(
        {.role = text(row, 0), .member = text(row, 1), .options = text(row, 2)});
  }
  found.databases = first_column(
      target,
      "SELECT datname FROM pg_catalog.pg_database WHERE datname <> pg_catalog.current_database()");
  found.tablespaces =
      first_column(target, "SELECT spcname FROM pg_catalog.pg_tablespace WHERE spcname !~ '^pg_'");
  for (const ResultRow& row : query(target, stored_query)) {
    found.stored.push_back({.database = text(row, 0),
                            .role = text(row, 1),
                            .name = text(row, 2),
                            .value = text(row, 3)});
  }
}

}  // namespace

// Settings first, as the session has them; all else as any server reads it.
Surroundings read_surroundings(Connection& target) {
  Surroundings found = {.major_version = target.server_major_version(),
                        .user = target.connected_to().user,
                        .database = target.connected_to().database};
  read_settings(target, found);
  query(target, "BEGIN READ ONLY");
  query(target, reading_settings());
  read_database(target, found);
  read_cluster(target, found);
  query(target, "ROLLBACK");
  return found;
}

std::vector<std::string> imitate(const Surroundings& around, const ClusterNames& left_out,
                                 const ClusterNames& asked, const Connect& connect) {
  return Imitation(around, left_out, asked).make(connect);
}

// Blanks and backslashes stand behind a backslash (pg_split_opts() in
// src/backend/utils/init/postinit.c).
std::string connection_options(const Surroundings& around) {
  std::string options;
  for (const auto& [name, value] : around.of_connection) {
    if (is_of_no_use(name)) continue;
    options += (options.empty() ? "-c " : " -c ") + name + '=';
    for (const char c : value) {
      if (c == '\\' || std::string_view(" \t\n\r\f\v").find(c) != std::string_view::npos) {
        options += '\\';
      }
      options += c;
    }
  }
  return options;
}

}  // namespace pgsettle
