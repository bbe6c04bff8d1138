// What applying the scripts would do to the database as it is: the settler's decisions, with what
// each statement that would be sent means for those who work on the tables. Sends nothing.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/placed_statement.h"
#include "schema/script.h"
#include "settle/settlement.h"
#include "sql/knowledge/lock.h"

namespace pgsettle {

class Facts;

enum class PlanMark {
  settled,  // not sent, and nothing else is: SET and BEGIN that are for nothing, too
  session,  // SET, BEGIN and the like that are sent
  skipped,  // sent, and the server will leave it out: IF NOT EXISTS of what is there by then
  opaque,   // runs each time: DO, SELECT, INSERT
  create,
  change,
  drop,
};

// As JSON has it: "create".
std::string_view name(PlanMark mark);

struct PlannedLock {
  LockMode mode = LockMode::none;
  std::vector<std::string> relations = {};  // which exist already, with their schemas
  std::int64_t bytes = 0;                   // of all of them; 0: not known
};

struct PlannedStatement {
  const Statement* statement;
  PlanMark mark = PlanMark::settled;
  bool sent = false;
  std::string reason = {};
  const Statement* superseded_by = nullptr;
  std::vector<std::string> must_send_before = {};  // SQL
  // Of a DROP: the CREATE of the same object behind it, with which it is one change.
  const Statement* replaced_by = nullptr;
  std::string members = {};  // what of the object: `column "a", column "b"`
  PlannedLock lock = {};     // the strongest, also of the DROP that it replaces
  TableWork work = TableWork::none;
  std::string body_change = {};  // of a routine: a unified diff
  // Settled, unless something before it that is sent changes that: apply asks then.
  bool asked_again = false;
};

struct PlannedScript {
  const Script* script;
  std::deque<PlannedStatement> statements = {};
};

struct Plan {
  std::vector<PlannedScript> scripts = {};
  std::vector<Divergence> divergences = {};

  // A DROP that is part of a replacement is not counted.
  std::size_t count(PlanMark mark) const;
  std::size_t count_statements() const;
  // Something is created, changed or dropped.
  bool has_changes() const;
};

bool sends_nothing(const Plan& plan);

struct PlanSources {
  std::span<const Script> scripts;
  const std::deque<PlacedStatement>& statements;
  const Facts& facts;
  const Settlement& settlement;
};

// The scripts outlive the result.
Plan make_plan(const PlanSources& sources);

}  // namespace pgsettle
