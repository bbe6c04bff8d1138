// SQLSTATEs: the names that PL/pgSQL has for them, which errors a condition of EXCEPTION catches,
// and which error a statement raises that finds its object there already, or gone. The names and
// the rule are those of src/backend/utils/errcodes.txt and of exception_matches_conditions() in
// src/pl/plpgsql/src/pl_exec.c; the errors of statements were measured on PostgreSQL 15 and 18
// (tests/lint/truth). Knows no code and no database.
#pragma once

#include <string_view>

#include "sql/action/action.h"

namespace pgsettle {

// duplicate_object for 42710. Empty: the table does not have the SQLSTATE.
std::string_view condition_name(std::string_view sqlstate);

// Whether WHEN `condition` catches an error of this SQLSTATE. `condition` is a name in lower case,
// or a SQLSTATE as written behind the word SQLSTATE.
//
// `others` catches everything but a cancelled query and a failed ASSERT. A condition that ends in
// 000 names a class and catches all of the class.
bool catches(std::string_view condition, std::string_view sqlstate);

// What CREATE or ADD raises that finds an object of its own sort under its name.
std::string_view exists_sqlstate(const Action& action);

// What DROP, RENAME or SET SCHEMA raises that does not find its object.
std::string_view missing_sqlstate(const Action& action);

// What the action raises when it is executed for the second time: one of the two above.
std::string_view failure_sqlstate(const Action& action);

}  // namespace pgsettle
