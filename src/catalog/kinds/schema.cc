#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind schema{
    .id = "schema",
    .query = R"(
SELECT 'schema', NULL, n.nspname, NULL, NULL, NULL,
       json_build_object(
         'owner', pg_get_userbyid(n.nspowner), 'owned', pg_has_role(n.nspowner, 'USAGE'),
         'usable', has_schema_privilege(n.oid, 'USAGE'),
         'acl', $acl(n.nspacl, 'n', n.nspowner),
         'comment', obj_description(n.oid, 'pg_namespace'))
FROM pg_namespace n
WHERE $user(n.nspname)
)",
};

}  // namespace pgsettle::kinds
