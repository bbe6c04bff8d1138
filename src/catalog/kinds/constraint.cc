// Constraints of tables. NOT NULL is the column's.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&CatalogObject::definition>("definition"),
     compared<&catalog::Constraint::index_options>("index_options"),
     compared<&catalog::Constraint::clustered>("clustered"),
     compared<&catalog::Constraint::identity_index>("identity_index"),
     known<&catalog::Constraint::type>("type"), known<&catalog::Constraint::valid>("valid"),
     known<&catalog::Constraint::columns>("columns"),
     known<&catalog::Constraint::index_comment>("index_comment"),
     known<&catalog::Constraint::moved>("moved")});

bool is_foreign_key(const CatalogObject& object) {
  return object.as<catalog::Constraint>().type == catalog::Contype::foreign_key;
}

// What a foreign key refers to must be unique before.
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
                     sql_identifier(object.name.name), object.definition);
}

// What is its index's and no part of its definition.
void set_index(const CatalogObject& object, Remedy& remedy) {
  const std::string name = sql_identifier(object.name.name);
  const auto& constraint = object.as<catalog::Constraint>();
  if (!constraint.index_options.empty()) {
    const QualifiedName full = {.schema = object.owner.schema, .name = object.name.name};
    remedy.add(Phase::property, fmt::format("ALTER INDEX {} SET ({})", sql_name(full),
                                            option_list(constraint.index_options)));
  }
  if (constraint.clustered)
    remedy.add(Phase::property, alter_table(object) + " CLUSTER ON " + name);
  if (constraint.identity_index) {
    remedy.add(Phase::property, alter_table(object) + " REPLICA IDENTITY USING INDEX " + name);
  }
}

// There is no ADD CONSTRAINT IF NOT EXISTS, and a constraint is not dropped for nothing: that would
// read the whole table again.
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
  if (change.of<&CatalogObject::definition>()) {
    remedy.add(phase(change.to), drop(change.to));
    remedy.add(phase(change.to), add(change.to));
  }
  set_index(change.to, remedy);
}

}  // namespace

extern const CatalogKind constraint{.id = "constraint",
                                    .claims = is_one_of<ObjectKind::constraint>,
                                    .queries = {R"(
SELECT 'constraint', NULL, o.conname, n.nspname, c.relname, NULL, 'constraint ' || o.oid,
       o.contype AS type, pg_get_constraintdef(o.oid) AS definition, o.convalidated AS valid,
       $comment(pg_constraint,o.oid,0) AS comment, o.coninhcount > 0 AS inherited,
       ARRAY(SELECT a.attname FROM unnest(o.conkey) WITH ORDINALITY AS k (number, n)
             JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number
             ORDER BY k.n) AS columns,
       coalesce(i.indisclustered, false) AS clustered,
       coalesce(i.indisreplident, false) AS identity_index,
       coalesce(ic.reltablespace <> 0, false) AS moved,
       ic.reloptions AS index_options, $comment(pg_class,ic.oid,0) AS index_comment
FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
WHERE o.conrelid = ANY $found(relations)
)",
                                                R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, 'constraint ' || o.oid, true AS depended_on
FROM pg_constraint o
JOIN pg_depend d ON d.refclassid = 'pg_constraint'::regclass AND d.refobjid = o.oid
WHERE o.conrelid = ANY $found(relations) AND d.deptype = 'n'
UNION
SELECT NULL, NULL, NULL, NULL, NULL, NULL, 'constraint ' || o.oid, true
FROM pg_constraint o
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = o.conindid
WHERE o.conrelid = ANY $found(relations) AND o.contype IN ('p', 'u', 'x') AND d.deptype = 'n'
  AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid = o.oid)
)"},
                                    .fields = fields,
                                    .sql_reference = sql_reference,
                                    .phase = phase,
                                    .create = create,
                                    .change = change,
                                    .drop = drop,
                                    .has_owner = false};

}  // namespace pgsettle::kinds
