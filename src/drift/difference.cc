#include "drift/difference.h"

#include "catalog/kind.h"

namespace pgsettle {
bool whole_is_missing(const CatalogObject& object, const Catalog& here, const Catalog& there) {
  if (object.as<catalog::Column>().of_view) return there.find(id_of(object)) == nullptr;
  if (object.kind == ObjectKind::sequence) {
    const CatalogObject* table = here.owner_of_sequence(object);
    return table != nullptr && there.find(id_of(*table)) == nullptr;
  }
  const QualifiedName& whole = object.owner;
  if (whole.empty()) return false;
  for (const ObjectKind kind : {ObjectKind::type, ObjectKind::domain}) {
    const ObjectId type = {.kind = kind, .name = whole};
    if (here.find(type) != nullptr && there.find(type) == nullptr) return true;
  }
  return here.relation(whole) != nullptr && there.relation(whole) == nullptr;
}

std::vector<Difference> find_differences(const Catalog& declared, const Catalog& found) {
  std::vector<Difference> list;
  for (const auto& [key, object] : declared.objects()) {
    Difference difference = {.declared = &object, .found = found.find(key)};
    if (difference.found != nullptr) difference.attributes = compare(object, *difference.found);
    const bool missing = difference.found == nullptr && !whole_is_missing(object, declared, found);
    if (missing || !difference.attributes.empty()) list.push_back(std::move(difference));
  }
  for (const auto& [key, object] : found.objects()) {
    // What else is installed is not the scripts' business.
    if (kind_of(object)->of_database || declared.find(key) != nullptr) continue;
    if (whole_is_missing(object, found, declared)) continue;
    list.push_back({.declared = nullptr, .found = &object});
  }
  return list;
}

}  // namespace pgsettle
