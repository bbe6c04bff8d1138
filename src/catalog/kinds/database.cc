#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({known<&catalog::Database::settings>("settings")});

}  // namespace

extern const CatalogKind database{
    .id = "database",
    .claims = is_one_of<ObjectKind::database>,
    .query = R"(
SELECT 'database', NULL, d.datname, NULL, NULL, NULL,
       json_build_object(
         'owner', pg_get_userbyid(d.datdba), 'owned', pg_has_role(d.datdba, 'USAGE'),
         'acl', $acl(d.datacl, 'd', d.datdba),
         -- As those of a role, which are in no database.
         'settings', (SELECT json_agg(chr(10) || c) FROM pg_db_role_setting s, unnest(s.setconfig) c
             WHERE s.setdatabase = d.oid AND s.setrole = 0),
         'comment', shobj_description(d.oid, 'pg_database'))
FROM pg_database d
WHERE $named(d.datname)
)",
    .fields = fields,
};

}  // namespace pgsettle::kinds
