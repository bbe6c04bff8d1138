// Privileges as the catalog keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// Of an array whose first item is the object's owner and whose others are aclitems as the server
// writes them (aclitemout() in src/backend/utils/adt/acl.c): "SELECT* reader", with * where the
// privilege may be passed on, ! in front where somebody else than the owner has granted it, and
// public for everybody. Sorted, each once.
std::vector<std::string> read_privileges(std::string_view array);

}  // namespace pgsettle
