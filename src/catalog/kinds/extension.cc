#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

std::string sql_reference(const CatalogObject& object) {
  return "EXTENSION " + sql_identifier(object.name.name);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::extension,
             fmt::format("CREATE EXTENSION IF NOT EXISTS {} SCHEMA {}",
                         sql_identifier(object.name.name), sql_identifier(object.get("schema"))));
}

void change(const ObjectChange&, const Catalog&, Remedy&) {}

}  // namespace

extern const CatalogKind extension{.id = "extension",
                                   .query = R"(
SELECT 'extension', NULL, e.extname, NULL, NULL, NULL,
       json_build_object('version', e.extversion, 'schema', n.nspname,
                         'owner', pg_get_userbyid(e.extowner),
                         'comment', obj_description(e.oid, 'pg_extension'))
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
)",
                                   .claims = is_one_of<ObjectKind::extension>,
                                   .attributes = {},
                                   .sql_reference = sql_reference,
                                   .phase = always<Phase::extension>,
                                   .create = create,
                                   .change = change,
                                   .holds_data = true,
                                   .has_owner = false};

}  // namespace pgsettle::kinds
