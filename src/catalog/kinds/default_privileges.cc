// What ALTER DEFAULT PRIVILEGES has set: of a role, for a type of objects (r, S, f, T, n as in
// pg_default_acl) in a schema, or, with what they would be without, in all.
#include "catalog/statements.h"

namespace pgsettle::kinds {

extern const CatalogKind default_privileges{
    .id = "default_privileges",
    .claims = is_one_of<ObjectKind::default_privileges>,
    .queries = {R"(
SELECT 'default privileges', NULL, r.rolname, '', k.type, NULL, NULL,
       pg_has_role(r.oid, 'USAGE') AS owned, $since(17,true,false) AS maintain,
       $acl(d.defaclacl,CASE k.type WHEN 'S' THEN 's' ELSE k.type END,r.oid) AS acl
FROM pg_roles r CROSS JOIN (VALUES ('r'), ('S'), ('f'), ('T'), ('n')) AS k (type)
LEFT JOIN pg_default_acl d
  ON d.defaclrole = r.oid AND d.defaclnamespace = 0 AND d.defaclobjtype = k.type::"char"
WHERE $named(r.rolname) OR r.rolname = current_user
)",
                R"(
SELECT 'default privileges', NULL, r.rolname, n.nspname, d.defaclobjtype, NULL, NULL,
       pg_has_role(r.oid, 'USAGE') AS owned, $since(17,true,false) AS maintain,
       $acl(d.defaclacl,'r',r.oid) AS acl
FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace
JOIN pg_roles r ON r.oid = d.defaclrole
WHERE $named(r.rolname) OR r.rolname = current_user
)"},
};

}  // namespace pgsettle::kinds
