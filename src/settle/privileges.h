// What GRANT and REVOKE make of privileges.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "settle/prover.h"

namespace pgsettle {

// Of all that a statement is about: its key, the column, the privilege and the grantee of each.
using Privileges = std::set<std::string>;

// nullopt: cannot be told.
std::optional<Privileges> privileges_before(const Subject& subject);
// Of an object with this key, that has these, which are as in CatalogObject.
Privileges privileges_from(const std::string& key, const std::vector<std::string>& acl);
// `before`: as the statement finds them.
std::optional<Privileges> privileges_after(const Subject& subject, Privileges before);

}  // namespace pgsettle
