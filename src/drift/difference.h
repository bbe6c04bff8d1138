// What two databases differ in, object by object.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/compare.h"

namespace pgsettle {

struct Difference {
  const CatalogObject* declared;  // nullptr: only the database has it
  const CatalogObject* found;     // nullptr: only the scripts have it
  std::vector<AttributeDifference> attributes = {};

  const CatalogObject& object() const { return declared != nullptr ? *declared : *found; }
};

// What the object of `here` is part of is not in `there`, or, for a column of a view, otherwise.
bool whole_is_missing(const CatalogObject& object, const Catalog& here, const Catalog& there);

// Members of what is missing altogether are left out. Ordered by kind and name. The snapshots
// outlive the result.
std::vector<Difference> find_differences(const Catalog& declared, const Catalog& found);

}  // namespace pgsettle
