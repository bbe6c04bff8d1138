// The statements of a run with their actions in place, and what is decided of them. What the
// settler works on.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "settle/changes.h"
#include "settle/prover.h"
#include "settle/settlement.h"
#include "sql/parse/analysis.h"
#include "sql/read/statement.h"

namespace pgsettle {

// When the code around an action executes the action.
enum class Reach {
  always,     // there is no code around it, or no condition
  by_object,  // a CREATE when its object is not there, a DROP when its object is there
  sometimes,  // under conditions of another kind
};

struct JudgedAction {
  PlacedAction placed;
  Aspect aspect;
  Proof proof;
  Reads reads;
  // What the proof rests on when the object is dropped before: also the definition of what
  // IF NOT EXISTS would only look for.
  Reads reads_if_dropped;
  Changes changes;
  Reach reach = Reach::always;
  // Of by_object: never when the object is there, or for a DROP is not there. Else a CREATE may be
  // executed then, too.
  bool reach_is_exact = true;
  // Its condition is false, as long as nothing in front changes the catalog.
  bool not_reached = false;
  // Its conditions ask for nothing but whether objects are there.
  bool asks_existence = false;
  bool caught = false;        // an exception handler takes the failure of a CREATE of what is there
  std::size_t statement = 0;  // its number among the judged statements
  // What the object is together with later actions that set what this one takes away; see
  // completion.h.
  Proof completed = {};
  std::vector<JudgedAction*> followers = {};
  // The last action of the redefinition that this one is part of; nullptr: it is part of none.
  const JudgedAction* last = nullptr;
  bool no_redefinition = false;  // refused
  bool skipped = false;          // not executed when the statement's first action does nothing

  // The proof of its end, with all that follows it.
  const Proof& end() const { return followers.empty() ? proof : completed; }
  // Executing it where its object is neither fails nor changes the object.
  bool tolerates_object() const {
    return placed.action.if_not_exists || caught || (reach == Reach::by_object && reach_is_exact);
  }
  // Executing it now does nothing at all, not even fail.
  bool does_nothing() const;
};

struct JudgedStatement {
  const Statement* statement = nullptr;
  std::size_t script = 0;
  Names names;
  std::deque<std::string> texts = {};  // of actions that are no whole statement
  std::deque<JudgedAction> actions = {};
  // Of what is no action: code, functions that are called.
  Changes rest = {};
  // Nothing but its actions is in it, or what else is in it does nothing.
  bool understood = false;
  bool only_session = false;  // SET, BEGIN and the like: changes only the session
  bool rolls_back = false;    // undoes what was sent before it
  bool in_transaction = false;
  bool touched = false;  // what is sent before it may have changed what its proof rests on
  bool is_settled = false;
  // Not sent before, as part of a redefinition that is not at its end yet; see Settler::decide().
  bool carried = false;
  std::string reason = {};
  Verdict verdict = Verdict::run;

  // What executing it changes.
  Changes changes() const;
};

// In the order of the run.
using Judgements = std::deque<JudgedStatement>;

}  // namespace pgsettle
