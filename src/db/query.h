// One statement at a time, for what is no part of a run.
#pragma once

#include <string_view>
#include <vector>

#include "db/session.h"

namespace pgsettle {

// Committed by itself unless a transaction is open. Nothing may be pending. Throws
// Error{connection}, and Error{statement_failed} with the server's words.
std::vector<ResultRow> query(Session& session, std::string_view sql);

}  // namespace pgsettle
