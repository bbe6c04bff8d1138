// The statements of a run in their order, each with the scope it stands in. The one walk over the
// scripts that lint, settle, plan and status share.
#pragma once

#include <cstddef>
#include <deque>
#include <span>

#include "run/scope.h"
#include "schema/analyses.h"
#include "schema/script.h"

namespace pgsettle {

struct PlacedStatement {
  const Statement* statement;
  const Analysis* analysis;
  std::size_t script;   // its number
  std::size_t session;  // the number of the session that it is sent in
  Scope scope;
  // Between a BEGIN of the script, or of ours, and what ends it.
  bool in_transaction;
};

// Everything outlives the result.
std::deque<PlacedStatement> place_statements(std::span<const Script> scripts,
                                             const Analyses& analyses, const RunMode& mode);

}  // namespace pgsettle
