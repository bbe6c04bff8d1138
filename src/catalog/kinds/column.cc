// Columns of tables, views, indexes and composite types.
#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind column{
    .id = "column",
    .query = R"(
SELECT CASE c.relkind WHEN 'c' THEN 'attribute' ELSE 'column' END,
       NULL, a.attname, n.nspname, c.relname, NULL,
       json_build_object(
         'number', a.attnum, 'of_view', c.relkind IN ('v', 'm'), 'type', format_type(a.atttypid, a.atttypmod),
         'not_null', a.attnotnull,
         -- Since 18 it may be inherited, or not validated yet, which SET NOT NULL changes.
         'set_not_null', a.attnotnull AND $since(18,EXISTS (SELECT FROM pg_constraint k
             WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum
             AND k.convalidated AND k.conislocal AND NOT k.connoinherit),true),
         'default', pg_get_expr(d.adbin, d.adrelid),
         'identity', nullif(a.attidentity, ''), 'generated', nullif(a.attgenerated, ''),
         'collation', (SELECT format('%I.%I', ln.nspname, l.collname) FROM pg_collation l
             JOIN pg_namespace ln ON ln.oid = l.collnamespace
             WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation),
         'usual', a.attcollation = t.typcollation AND a.attstorage = t.typstorage
                  AND $since(14,a.attcompression = '',true),
         'statistics', coalesce(a.attstattarget, -1)::text,
         'storage', a.attstorage, 
         'identity_options', (SELECT json_build_array('INCREMENT ' || q.seqincrement,
               'START WITH ' || q.seqstart, 'MINVALUE ' || q.seqmin, 'MAXVALUE ' || q.seqmax,
               'CACHE ' || q.seqcache, CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
             FROM pg_depend i JOIN pg_sequence q ON q.seqrelid = i.objid
             WHERE a.attidentity <> '' AND i.refclassid = 'pg_class'::regclass
             AND i.refobjid = c.oid AND i.refobjsubid = a.attnum AND i.deptype = 'i'),
         -- What a server keeps for itself there is nobody's setting.
         'options', (SELECT json_agg(o) FROM unnest(a.attoptions) o WHERE o !~ '^pg_'),
         'compression', $since(14,nullif(a.attcompression, ''),NULL), 'inherited', a.attinhcount > 0,
         'comment', col_description(c.oid, a.attnum),
         'acl', CASE WHEN a.attacl IS NOT NULL THEN $acl(a.attacl, 'c', c.relowner) END)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE $named(c.relname,n.nspname) AND $user(n.nspname) 
  AND (c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
       OR c.relkind IN ('i', 'I') AND a.attstattarget >= 0)
)",
};

}  // namespace pgsettle::kinds
