// Which objects of a database scripts are answerable for.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace pgsettle {

// Those in `schemas`, without what belongs to extensions, what the server makes by itself
// (indexes of constraints, sequences of identity columns, types of rows) and what partitions
// inherit. `declared`: partitions that it has not are left out, too; partitions come as time goes
// by.
std::vector<CatalogObject> in_scope(std::vector<CatalogObject> objects,
                                    const std::set<std::string>& schemas,
                                    const Catalog* declared = nullptr);

// In which something stands, and those beside public that are there at all.
std::set<std::string> schemas_of(const std::vector<CatalogObject>& objects);

}  // namespace pgsettle
