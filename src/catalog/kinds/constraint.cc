// Constraints of tables and domains.
#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind constraint{
    .id = "constraint",
    .query = R"(
SELECT CASE WHEN o.conrelid <> 0 THEN 'constraint' ELSE 'domain constraint' END,
       NULL, o.conname, n.nspname, coalesce(c.relname, t.typname), NULL,
       json_build_object(
         'type', o.contype, 'definition', pg_get_constraintdef(o.oid), 'valid', o.convalidated,
         'comment', obj_description(o.oid, 'pg_constraint'), 'inherited', o.coninhcount > 0,
         'columns', (SELECT json_agg(a.attname ORDER BY k.n)
                     FROM unnest(o.conkey) WITH ORDINALITY AS k (number, n)
                     JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number),
         'index', (SELECT format('%s %s%s', i.indisclustered, i.indisreplident,
                   CASE WHEN x.reltablespace <> 0 THEN ' moved' END)
                   FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                   WHERE i.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x')),
         'index_options', (SELECT array_to_json(ic.reloptions) FROM pg_class ic
                   WHERE ic.oid = o.conindid AND o.contype IN ('p', 'u', 'x')),
         'index_comment', (SELECT obj_description(o.conindid, 'pg_class')
                   WHERE o.contype IN ('p', 'u', 'x')),
         'depended_on', EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'n'
             AND ((d.refclassid = 'pg_constraint'::regclass AND d.refobjid = o.oid)
               OR (d.refclassid = 'pg_class'::regclass AND d.refobjid = o.conindid
                   AND o.conindid <> 0 AND o.contype IN ('p', 'u', 'x')
                   AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid = o.oid)))))
FROM pg_constraint o
LEFT JOIN pg_class c ON c.oid = o.conrelid LEFT JOIN pg_type t ON t.oid = o.contypid
JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace)
WHERE $named(coalesce(c.relname, t.typname)) AND $user(n.nspname)
)",
};

}  // namespace pgsettle::kinds
