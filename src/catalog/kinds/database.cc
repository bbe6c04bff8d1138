#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({known<&catalog::Database::settings>("settings")});

}  // namespace

extern const CatalogKind database{
    .id = "database",
    .claims = is_one_of<ObjectKind::database>,
    .queries = {R"(
SELECT 'database', NULL, d.datname, NULL, NULL, NULL, NULL,
       pg_get_userbyid(d.datdba) AS owner, pg_has_role(d.datdba, 'USAGE') AS owned,
       $acl(d.datacl,'d',d.datdba) AS acl,
       -- As those of a role, which are in no database.
       ARRAY(SELECT chr(10) || c FROM pg_db_role_setting s, unnest(s.setconfig) c
             WHERE s.setdatabase = d.oid AND s.setrole = 0) AS settings,
       shobj_description(d.oid, 'pg_database') AS comment
FROM pg_database d
WHERE $named(d.datname)
)"},
    .fields = fields,
};

}  // namespace pgsettle::kinds
