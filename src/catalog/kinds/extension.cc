// Versions are not compared: which one CREATE EXTENSION installs is the server's business.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({compared<&catalog::Extension::schema>("schema")});

std::string sql_reference(const CatalogObject& object) {
  return "EXTENSION " + sql_identifier(object.name.name);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::extension, fmt::format("CREATE EXTENSION IF NOT EXISTS {} SCHEMA {}",
                                           sql_identifier(object.name.name),
                                           sql_identifier(object.as<catalog::Extension>().schema)));
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  if (!change.of<&catalog::Extension::schema>()) return;
  remedy.add(Phase::extension,
             fmt::format("ALTER {} SET SCHEMA {}", sql_reference(change.to),
                         sql_identifier(change.to.as<catalog::Extension>().schema)));
}

}  // namespace

extern const CatalogKind extension{.id = "extension",
                                   .claims = is_one_of<ObjectKind::extension>,
                                   .queries = {R"(
SELECT 'extension', NULL, e.extname, NULL, NULL, NULL, NULL,
       n.nspname AS schema, pg_get_userbyid(e.extowner) AS owner,
       pg_has_role(e.extowner, 'USAGE') AS owned,
       $comment(pg_extension,e.oid,0) AS comment
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
)"},
                                   .fields = fields,
                                   .sql_reference = sql_reference,
                                   .phase = always<Phase::extension>,
                                   .create = create,
                                   .change = change,
                                   .holds_data = true,
                                   .has_owner = false,
                                   .of_database = true};

}  // namespace pgsettle::kinds
