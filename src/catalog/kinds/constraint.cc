// Constraints of tables; the query reads those of domains, too. NOT NULL is the column's.
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
                                    .query = R"(
SELECT CASE WHEN o.conrelid <> 0 THEN 'constraint' ELSE 'domain constraint' END,
       NULL, o.conname, n.nspname, coalesce(c.relname, t.typname), NULL,
       json_build_object(
         'type', o.contype, 'definition', pg_get_constraintdef(o.oid), 'valid', o.convalidated,
         'comment', obj_description(o.oid, 'pg_constraint'), 'inherited', o.coninhcount > 0,
         'columns', (SELECT json_agg(a.attname ORDER BY k.n)
                     FROM unnest(o.conkey) WITH ORDINALITY AS k (number, n)
                     JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number),
         'clustered', coalesce(i.indisclustered, false),
         'identity_index', coalesce(i.indisreplident, false),
         'moved', coalesce(ic.reltablespace <> 0, false),
         'index_options', array_to_json(ic.reloptions),
         'index_comment', obj_description(ic.oid, 'pg_class'),
         'depended_on', EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'n'
             AND ((d.refclassid = 'pg_constraint'::regclass AND d.refobjid = o.oid)
               OR (d.refclassid = 'pg_class'::regclass AND d.refobjid = o.conindid
                   AND o.conindid <> 0 AND o.contype IN ('p', 'u', 'x')
                   AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid = o.oid)))))
FROM pg_constraint o
LEFT JOIN pg_index i ON i.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
LEFT JOIN pg_class c ON c.oid = o.conrelid LEFT JOIN pg_type t ON t.oid = o.contypid
JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace)
WHERE $named(coalesce(c.relname, t.typname)) AND $user(n.nspname)
)",
                                    .fields = fields,
                                    .sql_reference = sql_reference,
                                    .phase = phase,
                                    .create = create,
                                    .change = change,
                                    .drop = drop,
                                    .has_owner = false};

}  // namespace pgsettle::kinds
