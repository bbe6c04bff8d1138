#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind policy{
    .id = "policy",
    .query = R"(
SELECT 'policy', NULL, p.polname, n.nspname, c.relname, NULL,
       json_build_object(
         'definition', format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s',
           p.polname, n.nspname, c.relname,
           CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
           CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
             WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
           (SELECT string_agg(CASE r.oid WHEN 0 THEN 'PUBLIC'
                                ELSE quote_ident(pg_get_userbyid(r.oid)) END, ', ' ORDER BY r.n)
            FROM unnest(p.polroles) WITH ORDINALITY AS r (oid, n)),
           ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
           ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
         'using', pg_get_expr(p.polqual, p.polrelid),
         'check', pg_get_expr(p.polwithcheck, p.polrelid),
         'comment', obj_description(p.oid, 'pg_policy'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_policy p ON p.polrelid = c.oid
WHERE $named(c.relname) AND $user(n.nspname)
)",
};

}  // namespace pgsettle::kinds
