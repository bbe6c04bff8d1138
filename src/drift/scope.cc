#include "drift/scope.h"

#include <utility>

#include "catalog/kind.h"

namespace pgsettle {
namespace {

const std::string& schema_of(const CatalogObject& object) {
  if (object.kind == ObjectKind::schema) return object.name.name;
  const bool member = object.name.schema.empty() && !object.owner.empty();
  return member ? object.owner.schema : object.name.schema;
}

// Made, changed and dropped by the server with something else.
bool is_implied(const CatalogObject& object) {
  const catalog::Contype constraint = object.as<catalog::Constraint>().type;
  const auto& type = object.as<catalog::Type>();
  return object.internal || object.inherited ||
         (object.has<catalog::Index>() &&
          (object.as<catalog::Index>().of_constraint || object.relation.partition)) ||
         // NOT NULL is the column's or the domain's.
         constraint == catalog::Contype::not_null || constraint == catalog::Contype::trigger ||
         type.of_relation || type.typtype == catalog::Typtype::multirange;
}

}  // namespace

std::vector<CatalogObject> in_scope(std::vector<CatalogObject> objects,
                                    const std::set<std::string>& schemas, const Catalog* declared) {
  std::set<QualifiedName> others;  // relations and types that are left out
  for (const CatalogObject& object : objects) {
    const bool partition = object.relation.partition && declared != nullptr &&
                           declared->find(id_of(object)) == nullptr;
    if (object.extension || partition) others.insert(object.name);
  }
  std::erase_if(objects, [&](const CatalogObject& object) {
    const CatalogKind* kind = kind_of(object);
    if (kind == nullptr || object.extension) return true;
    return (!kind->of_database && !schemas.contains(schema_of(object))) || is_implied(object) ||
           others.contains(object.owner) ||
           (is_relation(object.kind) && others.contains(object.name));
  });
  return objects;
}

std::set<std::string> schemas_of(const std::vector<CatalogObject>& objects) {
  std::set<std::string> schemas;
  for (const CatalogObject& object : objects) {
    if (object.kind == ObjectKind::schema && object.name.name == "public") continue;
    if (!object.extension && !schema_of(object).empty()) {
      schemas.insert(schema_of(object));
    }
  }
  return schemas;
}

}  // namespace pgsettle
