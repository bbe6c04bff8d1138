// The objects of a database that scripts are answerable for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/object.h"

namespace pgsettle {

class Snapshot {
 public:
  // Those in `schemas`, without what belongs to extensions, what the server makes by itself
  // (indexes of constraints, sequences of identity columns, types of rows) and what partitions
  // inherit. `declared`: partitions that it has not are left out, too; they come as time goes by.
  Snapshot(std::vector<CatalogObject> objects, const std::set<std::string>& schemas,
           const Snapshot* declared = nullptr);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  // By identity().
  const std::map<std::string, CatalogObject>& objects() const { return objects_; }
  const CatalogObject* find(const std::string& identity) const;
  const CatalogObject* relation(const QualifiedName& name) const;
  // nullptr: it belongs to no column.
  const CatalogObject* owner_of_sequence(const CatalogObject& sequence) const;
  // Views behind the views that they read, tables behind their parents, routines as they were made.
  std::vector<const CatalogObject*> in_order() const;
  // Columns in their order, others by name.
  std::vector<const CatalogObject*> members(ObjectKind kind, const QualifiedName& owner) const;

 private:
  std::map<std::string, CatalogObject> objects_;
  std::map<QualifiedName, const CatalogObject*> relations_;
  std::vector<const CatalogObject*> views_;
  std::multimap<QualifiedName, const CatalogObject*> members_;  // by what they belong to
};

bool is_view(const CatalogObject& object);
// Whether the name of the relation, with its schema, is in the text.
bool mentions(std::string_view text, const CatalogObject& relation);

// In which something stands, and those beside public that are there at all.
std::set<std::string> schemas_of(const std::vector<CatalogObject>& objects);

}  // namespace pgsettle
