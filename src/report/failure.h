// Writes for a person why a run stopped, and what that leaves in the database.
#pragma once

#include <string>

#include "apply/result.h"
#include "report/style.h"

namespace pgsettle {

// Where in the source the server's error points: the exact character if it names one, else the
// start of the statement.
std::size_t error_offset(const Statement& statement, const ServerMessage& error);

// Empty when the run reached its end.
std::string render_failure(const ApplyResult& result, const Style& style);

// "notice[00000]: message" with its place, for what the server said while it worked.
std::string render_notice(const Statement& statement, const ServerMessage& notice,
                          const Style& style);

}  // namespace pgsettle
