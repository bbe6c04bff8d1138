// What GRANT and REVOKE make of an object's privileges.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "settle/prover.h"

namespace pgsettle {

// `before` and the result are as the attribute "acl" of CatalogObject has them. nullopt: cannot be
// told.
std::optional<std::set<std::string>> privileges_after(const Subject& subject,
                                                      std::set<std::string> before);

}  // namespace pgsettle
