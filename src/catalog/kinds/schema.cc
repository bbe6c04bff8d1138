// Owner, comment and privileges are all that a schema has.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({known<&catalog::Schema::usable>("usable")});

std::string sql_reference(const CatalogObject& object) {
  return "SCHEMA " + sql_identifier(object.name.name);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::schema,
             fmt::format("CREATE SCHEMA IF NOT EXISTS {}", sql_identifier(object.name.name)));
}

void change(const ObjectChange&, const Catalog&, Remedy&) {}

}  // namespace

extern const CatalogKind schema{.id = "schema",
                                .claims = is_one_of<ObjectKind::schema>,
                                .queries = {R"(
SELECT 'schema', NULL, n.nspname, NULL, NULL, NULL, NULL,
       pg_get_userbyid(n.nspowner) AS owner, pg_has_role(n.nspowner, 'USAGE') AS owned,
       has_schema_privilege(n.oid, 'USAGE') AS usable,
       $acl(n.nspacl,'n',n.nspowner) AS acl,
       $comment(pg_namespace,n.oid,0) AS comment
FROM pg_namespace n
WHERE $user(n.nspname)
)"},
                                .fields = fields,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::schema>,
                                .create = create,
                                .change = change,
                                .holds_data = true};

}  // namespace pgsettle::kinds
