// Foreign servers. The foreign data wrapper is an extension's, or nobody's business but a
// superuser's.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

using catalog::Server;

constexpr auto fields = std::to_array<Field>(
    {compared<&Server::wrapper>("wrapper"), compared<&Server::type>("type"),
     compared<&Server::version>("version"), compared<&Server::server_options>("options")});

std::string sql_reference(const CatalogObject& object) {
  return "SERVER " + sql_identifier(object.name.name);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  const auto& server = object.as<Server>();
  std::string text = "CREATE SERVER IF NOT EXISTS " + sql_identifier(object.name.name);
  if (server.type) text += " TYPE " + quote_literal(*server.type);
  if (server.version) text += " VERSION " + quote_literal(*server.version);
  remedy.add(Phase::type,
             fmt::format("{} FOREIGN DATA WRAPPER {}{}", text, sql_identifier(server.wrapper),
                         server_option_clause(server.server_options)));
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  const auto& to = change.to.as<Server>();
  const std::string alter = "ALTER " + sql_reference(change.to);
  if (change.of<&Server::wrapper>() || change.of<&Server::type>()) {
    return remedy.note(Phase::type, describe(change.to) + " is of another kind: write it by hand");
  }
  if (change.of<&Server::version>()) {
    remedy.add(Phase::type, fmt::format("{} VERSION {}", alter,
                                        to.version ? quote_literal(*to.version) : "NULL"));
  }
  change_server_options(alter, change.from.as<Server>().server_options, to.server_options,
                        Phase::type, remedy);
}

}  // namespace

extern const CatalogKind server{.id = "server",
                                .claims = is_one_of<ObjectKind::server>,
                                .queries = {R"(
SELECT 'server', NULL, s.srvname, NULL, NULL, NULL, NULL,
       w.fdwname AS wrapper, s.srvtype AS type, s.srvversion AS version, s.srvoptions AS options,
       pg_get_userbyid(s.srvowner) AS owner, pg_has_role(s.srvowner, 'USAGE') AS owned,
       $acl(s.srvacl,'S',s.srvowner) AS acl,
       (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_foreign_server'::regclass AND d.objid = s.oid
        AND d.deptype = 'e') AS extension,
       $comment(pg_foreign_server,s.oid,0) AS comment
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE $named(s.srvname)
)"},
                                .fields = fields,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::type>,
                                .create = create,
                                .change = change,
                                .holds_data = true,
                                .of_database = true};

}  // namespace pgsettle::kinds
