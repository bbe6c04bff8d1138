// Roles are of the whole cluster, databases included that this one does not see.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {known<&catalog::Role::attributes>("attributes"), known<&catalog::Role::member_of>("member_of"),
     known<&catalog::Role::granted>("granted"), known<&catalog::Role::settings>("settings")});

}  // namespace

extern const CatalogKind role{
    .id = "role",
    .claims = is_one_of<ObjectKind::role>,
    .queries = {R"(
SELECT 'role', NULL, r.rolname, NULL, NULL, NULL, NULL,
       -- As ALTER ROLE says it.
       ARRAY[CASE WHEN r.rolsuper THEN '' ELSE 'NO' END || 'SUPERUSER',
             CASE WHEN r.rolinherit THEN '' ELSE 'NO' END || 'INHERIT',
             CASE WHEN r.rolcreaterole THEN '' ELSE 'NO' END || 'CREATEROLE',
             CASE WHEN r.rolcreatedb THEN '' ELSE 'NO' END || 'CREATEDB',
             CASE WHEN r.rolcanlogin THEN '' ELSE 'NO' END || 'LOGIN',
             CASE WHEN r.rolreplication THEN '' ELSE 'NO' END || 'REPLICATION',
             CASE WHEN r.rolbypassrls THEN '' ELSE 'NO' END || 'BYPASSRLS'] AS attributes,
       -- With * when it may be passed on.
       ARRAY(SELECT DISTINCT g.rolname || CASE WHEN m.admin_option THEN '*' ELSE '' END
             FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
             WHERE m.member = r.oid ORDER BY 1) AS member_of,
       -- Those that GRANT would find. Since 16 each grantor has one, a superuser that of the first.
       ARRAY(SELECT g.rolname || CASE WHEN m.admin_option THEN '*' ELSE '' END
             FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid
             AND $since(16,m.grantor = 10 AND (SELECT u.rolsuper FROM pg_roles u
                 WHERE u.rolname = current_user),true)) AS granted,
       -- The database, if only there, a line break, and what was set.
       ARRAY(SELECT coalesce(b.datname, '') || chr(10) || c
             FROM pg_db_role_setting s LEFT JOIN pg_database b ON b.oid = s.setdatabase,
                  unnest(s.setconfig) c
             WHERE s.setrole = r.oid) AS settings,
       shobj_description(r.oid, 'pg_authid') AS comment
FROM pg_roles r
WHERE $named(r.rolname)
)"},
    .fields = fields,
};

}  // namespace pgsettle::kinds
