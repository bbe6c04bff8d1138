// Enums, domains, ranges, base types. A composite type is found among the relations, too.
#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind type{
    .id = "type",
    .query = R"(
SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
       n.nspname, t.typname, NULL, NULL, NULL,
       json_build_object(
         'typtype', t.typtype, 'of_relation', c.relkind IN ('r', 'p', 'v', 'm', 'f'),
         'defined', t.typisdefined,
         'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
                    WHERE e.enumtypid = t.oid),
         'range', (SELECT 'SUBTYPE = ' || format_type(g.rngsubtype, NULL)
               || CASE WHEN g.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || g.rngsubdiff::regproc
                  ELSE '' END
               || CASE WHEN g.rngcanonical <> 0 THEN ', CANONICAL = ' || g.rngcanonical::regproc
                  ELSE '' END
               || $since(14,', MULTIRANGE_TYPE_NAME = ' || format_type(g.rngmultitypid, NULL),'')
             FROM pg_range g WHERE g.rngtypid = t.oid),
         'base', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
         'not_null', t.typnotnull, 'default', t.typdefault,
         'owner', pg_get_userbyid(t.typowner), 'owned', pg_has_role(t.typowner, 'USAGE'),
         'acl', CASE WHEN t.typrelid = 0 OR c.relkind = 'c' THEN $acl(t.typacl, 'T', t.typowner) END,
         'extension', (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'),
         'comment', obj_description(t.oid, 'pg_type'))
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE $named(t.typname) AND $user(n.nspname)
  AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
)",
};

}  // namespace pgsettle::kinds
