// A statement of the run with its actions in their places, and what is decided of them. What
// Settler works on.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "settle/footprint.h"
#include "settle/prover.h"
#include "settle/settlement.h"
#include "sql/parse/analysis.h"
#include "sql/read/statement.h"

namespace pgsettle {

struct Part {
  Subject subject;
  std::string key;
  Proof proof;
  Dependencies dependencies;
  Footprint footprint;
  // What it is together with later parts that set what it takes away; see completion.h.
  Proof completed = {};
  std::vector<Part*> followers = {};
  // The last part of the run with the same key, whose state is the database's already; what comes
  // before it is not needed. Set by find_spans().
  const Part* last = nullptr;
  bool no_span = false;  // refused
  bool skipped = false;  // not executed when the step's first part is settled
  std::size_t step = 0;  // its own
};

struct Step {
  const Statement* statement = nullptr;
  std::size_t script = 0;
  std::deque<std::string> texts = {};  // of parts that are no whole statement
  Place place;
  std::vector<Part> parts = {};
  // Of what is no part: code, functions that are called.
  Footprint rest = {};
  // Nothing but parts is in it, or what else is in it does nothing.
  bool understood = false;
  bool neutral = false;     // changes only the session
  bool rolls_back = false;  // undoes what was sent before it
  bool touched = false;     // what is sent before it may have changed what it rests on
  bool is_settled = false;
  std::string reason = {};
  Verdict verdict = Verdict::run;
};

}  // namespace pgsettle
