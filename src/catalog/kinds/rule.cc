#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind rule{
    .id = "rule",
    .query = R"(
SELECT 'rule', NULL, r.rulename, n.nspname, c.relname, NULL,
       json_build_object(
         'definition', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled,
         'comment', obj_description(r.oid, 'pg_rewrite'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
WHERE $named(c.relname) AND $user(n.nspname)
)",
};

}  // namespace pgsettle::kinds
