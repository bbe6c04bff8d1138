// Constraints of domains. NOT NULL is the domain's.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&CatalogObject::definition>("definition"), known<&catalog::Constraint::type>("type"),
     known<&catalog::Constraint::valid>("valid"), known<&catalog::Constraint::columns>("columns")});

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("CONSTRAINT {} ON DOMAIN {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

std::string drop(const CatalogObject& object) {
  return fmt::format("ALTER DOMAIN {} DROP CONSTRAINT IF EXISTS {}", sql_name(object.owner),
                     sql_identifier(object.name.name));
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::type, drop(object));
  remedy.add(Phase::type,
             fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} {}", sql_name(object.owner),
                         sql_identifier(object.name.name), object.definition));
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  create(change.to, all, remedy);
}

}  // namespace

extern const CatalogKind domain_constraint{.id = "domain_constraint",
                                           .claims = is_one_of<ObjectKind::domain_constraint>,
                                           .queries = {R"(
SELECT 'domain constraint', NULL, o.conname, n.nspname, t.typname, NULL, NULL,
       o.contype AS type, pg_get_constraintdef(o.oid) AS definition, o.convalidated AS valid,
       $comment(pg_constraint,o.oid,0) AS comment, '{}'::text[] AS columns
FROM pg_constraint o JOIN pg_type t ON t.oid = o.contypid
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE o.contypid = ANY $found(types)
)"},
                                           .fields = fields,
                                           .sql_reference = sql_reference,
                                           .phase = always<Phase::type>,
                                           .create = create,
                                           .change = change,
                                           .drop = drop,
                                           .has_owner = false};

}  // namespace pgsettle::kinds
