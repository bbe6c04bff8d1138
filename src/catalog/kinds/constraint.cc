// Constraints of tables and domains.
// Of tables. NOT NULL is the column's.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes =
    std::to_array<std::string_view>({"definition", "index_options", "index"});

bool is_foreign_key(const CatalogObject& object) { return object.get("type") == "f"; }

Phase phase(const CatalogObject& object) {
  return is_foreign_key(object) ? Phase::constraint : Phase::key;
}

std::string sql_reference(const CatalogObject& object) {
  return reference_on_relation("CONSTRAINT", object);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("{} DROP CONSTRAINT IF EXISTS {}", alter_table(object),
                     sql_identifier(object.name.name));
}

std::string add(const CatalogObject& object) {
  return fmt::format("{} ADD CONSTRAINT {} {}", alter_table(object),
                     sql_identifier(object.name.name), object.get("definition"));
}

// What is its index's and no part of its definition. "t f": clustered, the replica identity.
void set_index(const CatalogObject& object, Remedy& remedy) {
  const std::string name = sql_identifier(object.name.name);
  const CatalogObject index = {.lists = {{"options", object.list("index_options")}}};
  if (!index.list("options").empty()) {
    const QualifiedName full = {.schema = object.owner.schema, .name = object.name.name};
    remedy.add(Phase::property,
               fmt::format("ALTER INDEX {} SET ({})", sql_name(full), option_list(index)));
  }
  const std::string_view roles = object.get("index");
  if (roles.starts_with("t ")) {
    remedy.add(Phase::property, alter_table(object) + " CLUSTER ON " + name);
  }
  if (roles.find(" t") != std::string_view::npos) {
    remedy.add(Phase::property, alter_table(object) + " REPLICA IDENTITY USING INDEX " + name);
  }
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(phase(object),
             fmt::format("DO $$BEGIN\n  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = "
                         "{}::regclass\n                 AND conname = {}) THEN\n    {};\n  END "
                         "IF;\nEND$$",
                         quote_literal(sql_name(object.owner)), quote_literal(object.name.name),
                         add(object)));
  set_index(object, remedy);
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  if (change.has("definition")) {
    remedy.add(phase(change.to), drop(change.to));
    remedy.add(phase(change.to), add(change.to));
  }
  set_index(change.to, remedy);
}

}  // namespace

extern const CatalogKind constraint{.id = "constraint",
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
                                    .claims = is_one_of<ObjectKind::constraint>,
                                    .attributes = attributes,
                                    .sql_reference = sql_reference,
                                    .phase = phase,
                                    .create = create,
                                    .change = change,
                                    .drop = drop,
                                    .has_owner = false};

}  // namespace pgsettle::kinds
