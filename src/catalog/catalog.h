// The objects of a database at one instant.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "catalog/object.h"

namespace pgsettle {

// Members of a relation stand together.
struct InCatalogOrder {
  bool operator()(const ObjectId& a, const ObjectId& b) const {
    return std::tie(a.kind, a.parent, a.name, a.arguments) <
           std::tie(b.kind, b.parent, b.name, b.arguments);
  }
};

class Catalog {
 public:
  using Objects = std::map<ObjectId, CatalogObject, InCatalogOrder>;

  // Of objects with the same id the first is kept.
  explicit Catalog(std::vector<CatalogObject> objects);
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const Objects& objects() const { return objects_; }
  const CatalogObject* find(const ObjectId& id) const;
  const CatalogObject* relation(const QualifiedName& name) const;
  // nullptr: it belongs to no column.
  const CatalogObject* owner_of_sequence(const CatalogObject& sequence) const;
  // Views behind the views that they read, tables behind their parents, routines as they were made.
  std::vector<const CatalogObject*> in_order() const;
  // Columns in their order, others by name.
  std::vector<const CatalogObject*> members(ObjectKind kind, const QualifiedName& owner) const;

 private:
  Objects objects_;
  std::map<QualifiedName, const CatalogObject*> relations_;
  std::vector<const CatalogObject*> views_;
  std::multimap<QualifiedName, const CatalogObject*> members_;  // by what they belong to
};

bool is_view(const CatalogObject& object);
// Whether the name of the relation, with its schema, is in the text.
bool mentions(std::string_view text, const CatalogObject& relation);

}  // namespace pgsettle
