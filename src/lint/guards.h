// Statements whose second run fails, and the guards that unsafe fixes put around them: the
// catalog's answer where there is one, else the right SQLSTATE. tests/lint/fixes_server_test.cc
// runs them twice.
#pragma once

#include <optional>
#include <string>

#include "lint/findings.h"
#include "lint/occurrence.h"
#include "sql/read/fix.h"

namespace pgsettle {

// A guard for a statement with one action that fails when its object is there already or gone.
std::optional<Fix> guard_for(const Occurrence& occurrence);

// Whether the action's second run fails and no other rule than the one for its kind says so: not
// inside an EXCEPTION block, whose rule is guard-wrong-sqlstate.
bool fails_unguarded(const Occurrence& occurrence);

// Says that it does, with the SQLSTATE, unless fails_unguarded() denies it.
void report_failure(const Occurrence& occurrence, Findings& findings, std::string hint,
                    std::optional<Fix> (*fix)(const Occurrence&));

}  // namespace pgsettle
