// What `pgsettle drift` found, for the formats.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "drift/difference.h"

namespace pgsettle {

struct DriftReport {
  const ConnectedTo& server;
  const std::vector<Difference>& differences;
};

// Lines for a person; a document for a program.
std::string drift_text(const DriftReport& report);
std::string drift_json(const DriftReport& report);

}  // namespace pgsettle
