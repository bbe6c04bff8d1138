// What two databases differ in, object by object.
#pragma once

#include <string>
#include <vector>

#include "drift/snapshot.h"

namespace pgsettle {

struct AttributeDifference {
  std::string attribute;  // as the catalog's kinds have it: "type", "definition"
  std::string declared;   // in words; empty: none
  std::string found;
};

struct Difference {
  const CatalogObject* declared;  // nullptr: only the database has it
  const CatalogObject* found;     // nullptr: only the scripts have it
  std::vector<AttributeDifference> attributes = {};

  const CatalogObject& object() const { return declared != nullptr ? *declared : *found; }
};

// Of objects of the same kind, one that is compared.
std::vector<AttributeDifference> compare(const CatalogObject& declared, const CatalogObject& found);

// What the object of `here` is part of is not in `there`, or, for a column of a view, otherwise.
bool whole_is_missing(const CatalogObject& object, const Snapshot& here, const Snapshot& there);

// Members of what is missing altogether are left out. Ordered by kind and name. The snapshots
// outlive the result.
std::vector<Difference> find_differences(const Snapshot& declared, const Snapshot& found);

}  // namespace pgsettle
