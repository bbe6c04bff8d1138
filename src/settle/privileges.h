// What GRANT and REVOKE make of privileges.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "run/aspect.h"
#include "settle/prover.h"

namespace pgsettle {

struct PrivilegeEntry {
  Aspect target;
  std::string column;  // empty: of the whole object
  std::string text;    // "SELECT* reader", as CatalogObject has it

  auto operator<=>(const PrivilegeEntry&) const = default;
};

// Of all that a statement is about.
using Privileges = std::set<PrivilegeEntry>;

// nullopt: cannot be told.
std::optional<Privileges> privileges_before(const PlacedAction& subject);
// Of this object, that has these, which are as in CatalogObject.
Privileges privileges_from(const Aspect& target, const std::vector<std::string>& acl);
// `before`: as the statement finds them.
std::optional<Privileges> privileges_after(const PlacedAction& subject, Privileges before);

}  // namespace pgsettle
