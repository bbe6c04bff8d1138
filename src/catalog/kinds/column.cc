// Columns of tables, views, indexes and composite types.
// Of tables; of views only what is said of them: comments, privileges.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>(
    {"type", "collation", "not_null", "default", "identity", "identity_options", "generated",
     "statistics", "storage", "compression", "options"});

std::string alter(const CatalogObject& column) {
  return fmt::format("{} ALTER COLUMN {} ", alter_table(column), sql_identifier(column.name.name));
}

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("COLUMN {}.{}", sql_name(object.owner), sql_identifier(object.name.name));
}

bool fills_itself(const CatalogObject& column) {
  return column.has("default") || column.has("identity") || column.has("generated");
}

void set_storage(const ObjectChange& change, Remedy& remedy) {
  if (change.has("statistics")) {
    remedy.add(Phase::column,
               alter(change.to) + fmt::format("SET STATISTICS {}", change.to.get("statistics")));
  }
  if (change.has("storage")) {
    const std::string_view letter = change.to.get("storage");
    const std::string_view word = letter == "p"   ? "PLAIN"
                                  : letter == "e" ? "EXTERNAL"
                                  : letter == "m" ? "MAIN"
                                                  : "EXTENDED";
    remedy.add(Phase::column, alter(change.to) + fmt::format("SET STORAGE {}", word));
  }
  if (change.has("compression")) {
    const std::string_view letter = change.to.get("compression");
    const std::string_view word = letter == "l" ? "lz4" : letter == "p" ? "pglz" : "default";
    remedy.add(Phase::column, alter(change.to) + fmt::format("SET COMPRESSION {}", word));
  }
  change_options(alter(change.to), change, Phase::column, remedy);
}

// A column of a view has none of these.
void complete(const CatalogObject& object, Remedy& remedy) {
  if (object.is("of_view")) return;
  const CatalogObject plain;
  ObjectChange change = {.from = plain, .to = object, .attributes = {}};
  if (object.get("statistics") != "-1") change.attributes.insert("statistics");
  if (!object.is("usual")) change.attributes.insert("storage");
  if (object.has("compression")) change.attributes.insert("compression");
  if (!object.list("options").empty()) change.attributes.insert("options");
  set_storage(change, remedy);
}

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  const CatalogObject* whole = all.relation(object.owner);
  if (whole == nullptr || whole->kind != ObjectKind::table) return;
  const bool late = object.is("not_null") && !fills_itself(object);
  std::string definition = column_definition(object);
  if (late) definition.erase(definition.rfind(" NOT NULL"));
  remedy.add(Phase::column, fmt::format("{} ADD COLUMN IF NOT EXISTS {} {}", alter_table(object),
                                        sql_identifier(object.name.name), definition));
  complete(object, remedy);
  if (late) {
    remedy.note(Phase::column, "once all rows have a value: " + alter(object) + "SET NOT NULL;");
  }
}

void change_value(const ObjectChange& change, Remedy& remedy) {
  const CatalogObject& to = change.to;
  if (change.has("generated") || to.has("generated")) {
    remedy.note(Phase::column, describe(to) + " is generated otherwise: write it by hand");
    return;
  }
  if (change.has("default") && !to.has("default")) {
    remedy.add(Phase::column, alter(to) + "DROP DEFAULT");
  }
  if (change.has("identity")) {
    const std::string kind = to.get("identity") == "a" ? "ALWAYS" : "BY DEFAULT";
    if (!to.has("identity")) {
      remedy.add(Phase::column, alter(to) + "DROP IDENTITY IF EXISTS");
    } else if (change.from.has("identity")) {
      remedy.add(Phase::column, alter(to) + "SET GENERATED " + kind);
    } else {
      remedy.add(Phase::column,
                 fmt::format("DO $$BEGIN\n  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid "
                             "= {}::regclass\n                 AND attname = {} AND attidentity "
                             "<> '') THEN\n    {}ADD GENERATED {} AS IDENTITY ({});\n  END "
                             "IF;\nEND$$",
                             quote_literal(sql_name(to.owner)), quote_literal(to.name.name),
                             alter(to), kind, fmt::join(to.list("identity_options"), " ")));
    }
  }
  if (change.has("identity_options") && to.has("identity") && change.from.has("identity")) {
    for (const std::string& option : to.list("identity_options")) {
      remedy.add(Phase::column, alter(to) + "SET " + option);
    }
  }
  if (change.has("default") && to.has("default")) {
    remedy.add(Phase::column, alter(to) + fmt::format("SET DEFAULT {}", to.get("default")));
  }
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  const CatalogObject& to = change.to;
  const CatalogObject* whole = all.relation(to.owner);
  if (whole == nullptr || whole->kind != ObjectKind::table) return;
  if (change.has("type") || change.has("collation")) {
    remedy.add(Phase::column,
               alter(to) + fmt::format("TYPE {} USING {}::{}", type_and_collation(to),
                                       sql_identifier(to.name.name), to.get("type")));
  }
  // An identity column must be NOT NULL before it becomes one, and as long as it is one.
  if (change.has("not_null") && to.is("not_null")) {
    remedy.add(Phase::column, alter(to) + "SET NOT NULL");
  }
  if (change.has("default") || change.has("identity") || change.has("identity_options") ||
      change.has("generated")) {
    change_value(change, remedy);
  }
  if (change.has("not_null") && !to.is("not_null")) {
    remedy.add(Phase::column, alter(to) + "DROP NOT NULL");
  }
  set_storage(change, remedy);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("{} DROP COLUMN IF EXISTS {}", alter_table(object),
                     sql_identifier(object.name.name));
}

}  // namespace

extern const CatalogKind column{.id = "column",
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
                                .claims = is_one_of<ObjectKind::column>,
                                .attributes = attributes,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::column>,
                                .create = create,
                                .change = change,
                                .complete = complete,
                                .drop = drop,
                                .holds_data = true,
                                .has_owner = false};

}  // namespace pgsettle::kinds
