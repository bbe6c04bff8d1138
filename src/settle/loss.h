// Dropping an object and creating it again as it was can lose what its definition does not say.
#pragma once

#include <string>

#include "settle/prover.h"

namespace pgsettle {

// What the catalog can write out again, and a DROP with the CREATE behind it makes anew without
// losing rows or values.
bool is_replaceable(ObjectKind kind);

// Others than it would have if it were made anew.
bool has_other_privileges(const CatalogObject& object);

// What statements behind the CREATE give back.
struct KeptByRun {
  bool comment = false;
  bool privileges = false;
};

// What would be lost, in words; empty: nothing.
std::string lost_by_drop(const CatalogObject& object, const PlacedAction& subject,
                         const KeptByRun& kept);

}  // namespace pgsettle
