// What scripts make of an empty database: they are applied to one on a throwaway server.
#pragma once

#include <optional>
#include <vector>

#include "catalog/object.h"
#include "command/script_session.h"

namespace pgsettle {

// On a server of the target's major version that has what the scripts find around them on the
// target (see surroundings.h), except what they make themselves. `session` is connected to the
// target. When a script fails there it is said, and the exit status is in `failed`. Throws
// Error{connection} when no server can be started, and Error{configuration} when none of that
// version is installed.
std::vector<CatalogObject> read_declared(ScriptSession& session, bool shared_session,
                                         std::optional<int>& failed);

}  // namespace pgsettle
