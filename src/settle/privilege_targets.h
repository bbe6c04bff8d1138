// What a GRANT or REVOKE is about: one object, all of a schema, or, for ALTER DEFAULT PRIVILEGES,
// what is not made yet.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "run/aspect.h"
#include "settle/prover.h"

namespace pgsettle {

struct PrivilegeTarget {
  Aspect key;                    // its privileges
  bool owned = false;            // the session may act as the owner
  std::vector<std::string> all;  // what ALL stands for; empty: not known
  std::vector<std::string> acl;  // as the attribute of CatalogObject
  std::map<std::string, std::vector<std::string>> columns = {};  // of those that have any
};

// nullopt: cannot be told.
std::optional<std::vector<PrivilegeTarget>> privilege_targets(const PlacedAction& subject);

}  // namespace pgsettle
