// What a database has beyond the scripts, and what is broken in it.
#pragma once

#include <vector>

#include "catalog/object.h"
#include "settle/plan.h"

namespace pgsettle {

struct Inventory {
  // In the schemas that the scripts work in, and in none of the scripts as far as these can be
  // read: what code builds at run time is unknown. Extensions' objects, partitions and what belongs
  // to an orphan itself are left out.
  std::vector<const CatalogObject*> orphans = {};
  // A CREATE INDEX CONCURRENTLY that has failed leaves one; whether the scripts declare it or not.
  std::vector<const CatalogObject*> invalid_indexes = {};
};

// `objects`: of the whole database; the result points into them.
Inventory take_inventory(const PlanSources& sources, const std::vector<CatalogObject>& objects);

}  // namespace pgsettle
