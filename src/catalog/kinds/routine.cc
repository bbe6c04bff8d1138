// Functions, procedures, aggregates and window functions.
#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind routine{
    .id = "routine",
    .query = R"(
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
       n.nspname, p.proname, NULL, NULL,
       (SELECT coalesce(string_agg(format_type(a.type, NULL), ', ' ORDER BY a.n), '')
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, n)),
       json_build_object(
         'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
         'aggregate', (SELECT (to_jsonb(g) - 'aggfnoid')::text FROM pg_aggregate g WHERE g.aggfnoid = p.oid),
         'creation', p.oid::bigint, 'language', l.lanname, 'source', p.prosrc, 'parsed', $since(14,p.prosqlbody IS NOT NULL,false),
         -- As ALTER FUNCTION says it; ROWS only where there is more than one.
         'attributes', json_build_array(
             CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END,
             CASE WHEN p.proisstrict THEN 'STRICT' ELSE 'CALLED ON NULL INPUT' END,
             'SECURITY ' || CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END,
             CASE WHEN p.proleakproof THEN '' ELSE 'NOT ' END || 'LEAKPROOF',
             'PARALLEL ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END,
             'COST ' || p.procost, 'ROWS ' || p.prorows),
         'settings', array_to_json(p.proconfig),
         'owner', pg_get_userbyid(p.proowner), 'owned', pg_has_role(p.proowner, 'USAGE'),
         'acl', $acl(p.proacl, 'f', p.proowner),
         'fresh_acl', $fresh_acl('f', p.proowner, n.oid),
         'needs_extension', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
             AND d.objid = p.oid AND d.deptype = 'x'),
         'internal', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
             AND d.objid = p.oid AND d.deptype = 'i'),
         'comment', obj_description(p.oid, 'pg_proc'),
         'extension', (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'),
         'depended_on', EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_proc'::regclass
                                AND d.refobjid = p.oid AND d.deptype IN ('n', 'a', 'i')))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE $named(p.proname,n.nspname) AND $user(n.nspname)
)",
};

}  // namespace pgsettle::kinds
