// Asks a server what the settler must know.
#pragma once

#include <string>

#include "db/session.h"
#include "settle/settler.h"

namespace pgsettle {

struct ProbeResult {
  Facts facts;
  Answers answers;
};

// In one round trip, in a transaction of its own that reads only and is rolled back, or, when
// `inside` one, behind a savepoint. Nothing may be pending. `before`: what an earlier probe of the
// same run said of the session, which does not change. Throws Error{connection}; and
// Error{statement_failed} when the catalog cannot be read.
ProbeResult probe(Session& session, const Settler& settler, bool inside,
                  const SessionFacts* before = nullptr);

}  // namespace pgsettle
