// The guards that unsafe fixes put around statements: the catalog's answer where there is one, else
// the right SQLSTATE. Each was run twice against a server.
#pragma once

#include <optional>

#include "lint/occurrence.h"
#include "sql/fix.h"

namespace pgsettle {

// A guard for a statement with one action that fails when its object is there already or gone.
std::optional<Fix> guard_for(const Occurrence& occurrence);

// Whether the action's second run fails and no other rule than the one for its kind says so: not
// inside an EXCEPTION block, whose rule is guard-wrong-sqlstate.
bool fails_unguarded(const Occurrence& occurrence);

}  // namespace pgsettle
