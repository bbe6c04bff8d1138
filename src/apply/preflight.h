// What can be known to go wrong before anything is sent.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "apply/options.h"
#include "schema/script.h"
#include "sql/read/diagnostic.h"

namespace pgsettle {

struct PreflightServer {
  int major_version;
  std::string database;  // empty: not known yet
};

// The scripts' own diagnostics; syntax errors, as warnings when the server is newer than the linked
// grammar; transactions left open; \connect to another database; and, with -1, what cannot be part
// of one transaction.
std::vector<Diagnostic> preflight(std::span<const Script> scripts, const ApplyOptions& options,
                                  const PreflightServer& server);

}  // namespace pgsettle
