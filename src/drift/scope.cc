#include "drift/scope.h"

#include <utility>

namespace pgsettle {
namespace {

const std::string& schema_of(const CatalogObject& object) {
  if (object.kind == ObjectKind::schema) return object.name.name;
  const bool member = object.name.schema.empty() && !object.owner.empty();
  return member ? object.owner.schema : object.name.schema;
}

// Made, changed and dropped by the server with something else.
bool is_implied(const CatalogObject& object) {
  switch (object.kind) {
    case ObjectKind::index:
      return object.is("of_constraint") || object.is("partition");
    case ObjectKind::sequence:
    case ObjectKind::function:  // constructors of ranges
      return object.is("internal");
    case ObjectKind::constraint:
      // NOT NULL is the column's, 't' a constraint trigger's.
      return object.get("type") == "n" || object.get("type") == "t" || object.is("inherited");
    case ObjectKind::column:
    case ObjectKind::trigger:
      return object.is("inherited");
    case ObjectKind::type:
    case ObjectKind::domain:
      // A composite type is listed among the relations, too; 'm' is the multirange of a range.
      return object.is("of_relation") || object.has("persistence") || object.get("typtype") == "m";
    default:
      return false;
  }
}

}  // namespace

std::vector<CatalogObject> in_scope(std::vector<CatalogObject> objects,
                                    const std::set<std::string>& schemas, const Catalog* declared) {
  std::set<QualifiedName> others;  // relations and types that are left out
  for (const CatalogObject& object : objects) {
    const bool partition = object.is("partition") && declared != nullptr &&
                           declared->find(identity(object)) == nullptr;
    if (object.has("extension") || partition) others.insert(object.name);
  }
  std::erase_if(objects, [&](const CatalogObject& object) {
    const bool extension = object.kind == ObjectKind::extension;
    return (!extension && !schemas.contains(schema_of(object))) || object.has("extension") ||
           is_implied(object) || others.contains(object.owner) ||
           (is_relation(object.kind) && others.contains(object.name));
  });
  return objects;
}

std::set<std::string> schemas_of(const std::vector<CatalogObject>& objects) {
  std::set<std::string> schemas;
  for (const CatalogObject& object : objects) {
    if (object.kind == ObjectKind::schema && object.name.name == "public") continue;
    if (!object.has("extension") && object.kind != ObjectKind::extension) {
      schemas.insert(schema_of(object));
    }
  }
  return schemas;
}

}  // namespace pgsettle
