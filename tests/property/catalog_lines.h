// All that a database holds, as lines of text that two databases can be compared by. Asks the
// catalog by itself and shares nothing with catalog/: what that does not see must be seen here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/session.h"

namespace pgsettle {

// By the number in the schema's name ("case_017_other"), 0 for what stands in no case's schema.
// Sorted. No line depends on an OID or on the order in which things were made.
using CatalogLines = std::map<int, std::vector<std::string>>;

// Of all schemas but the server's own. Nothing may be pending. Throws std::runtime_error for what
// the server refuses.
CatalogLines read_definitions(Session& session);
// What the tables and sequences hold.
CatalogLines read_contents(Session& session);

}  // namespace pgsettle
