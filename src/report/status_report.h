// What `pgsettle status` found, for the formats: the words that they share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "settle/inventory.h"
#include "settle/plan.h"

namespace pgsettle {

struct StatusReport {
  const ConnectedTo& server;
  const Plan& plan;
  const Inventory& inventory;
  bool all = false;  // also what is settled, a line each
};

// "settled", "pending", "differs", "opaque"; empty: it declares nothing.
std::string_view state(const PlannedStatement& planned);

struct StatusCounts {
  std::size_t settled = 0;
  std::size_t pending = 0;
  std::size_t differs = 0;
  std::size_t opaque = 0;
};

StatusCounts count_states(const PlannedScript& script);
StatusCounts count_states(const Plan& plan);

// Whether the database is as the scripts say, has nothing else and nothing broken.
bool is_clean(const StatusReport& report);

// Lines for a person; a document for a program.
std::string status_text(const StatusReport& report);
std::string status_json(const StatusReport& report);

}  // namespace pgsettle
