// What `pgsettle plan` found, for the formats: the words that they share.
#pragma once

#include <string>
#include <string_view>

#include "db/connection.h"
#include "settle/plan.h"

namespace pgsettle {

struct PlanReport {
  const ConnectedTo& server;
  const Plan& plan;
  bool all = false;  // also what would not be sent
};

// '+', '~', '-', '?', '=', ' '.
char sign(PlanMark mark);

// What the server's answer would be, in the words of apply's outcomes: "applied", "unchanged",
// "ran".
std::string_view planned_outcome(const PlannedStatement& planned);

// "create index a_b on a", "alter table a: column b", "do: constraint "c" on "a"".
std::string planned_work(const PlannedStatement& planned);

// "FILE:LINE"
std::string planned_place(const Statement& statement);

// "8 kB", "1.2 GB", in PostgreSQL's units.
std::string size_text(std::int64_t bytes);

// "SHARE on public.a (1.2 GB), reads all rows"; empty when nobody could have to wait.
std::string lock_text(const PlannedStatement& planned);

// Why it is sent, or is not.
std::string reason_text(const PlannedStatement& planned);

// Shown as a line of its own: not what the session is told, nor a DROP that a CREATE replaces.
bool is_shown(const PlannedStatement& planned, bool all);

// "1_a.sql:2 is superseded by 3_b.sql:4" and the like, one an entry.
std::vector<std::string> plan_remarks(const Plan& plan);

// The last line: "Plan: 1 to add, 0 to change, 0 to drop; 0 will not converge".
std::string plan_sum(const Plan& plan);

// Lines for a person; a document for a program.
std::string plan_text(const PlanReport& report);
std::string plan_json(const PlanReport& report);

}  // namespace pgsettle
