// How two objects of a kind differ: the one comparison of definitions.
#pragma once

#include <string>
#include <vector>

#include "catalog/object.h"

namespace pgsettle {

struct AttributeDifference {
  std::string attribute;  // as the catalog's kinds have it: "type", "definition"
  std::string declared;   // in words; empty: none
  std::string found;
};

// Both are of the same kind, one that is compared.
std::vector<AttributeDifference> compare(const CatalogObject& declared, const CatalogObject& found);

}  // namespace pgsettle
