// What is to be done with each statement.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "settle/twin.h"
#include "sql/read/statement.h"

namespace pgsettle {

enum class Verdict {
  settled,    // not sent
  run,        // sent
  ask_again,  // would be settled, had not something before it, that is sent, changed who knows what
};

struct Decision {
  Verdict verdict = Verdict::run;
  std::string reason = {};
  // Statements that must be sent before it: the DROP of an invalid index, for instance.
  std::vector<std::string> must_send_before = {};
  // SET, BEGIN and the like: settled as long as nothing is sent that they are for.
  bool only_session = false;
  // The later statement that makes the same object otherwise.
  const Statement* superseded_by = nullptr;
  // Settled only together with what follows up to this statement, the end of a redefinition.
  const Statement* redefined_by = nullptr;
};

// The object is there, but not as the script has it, and no run will change that.
struct Divergence {
  const Statement* statement;
  std::string message;  // "table t has no column c"
  std::string remedy;   // SQL that can be run again, to be added; empty: PostgreSQL has none
};

class Settlement {
 public:
  // What is not known is to be sent.
  const Decision& of(const Statement& statement) const;
  bool everything_is_settled() const { return everything_is_settled_; }

  std::unordered_map<const Statement*, Decision> decisions = {};
  // Would tell of more statements that they are settled.
  std::vector<Twin> twins = {};
  std::vector<Divergence> divergences = {};  // see Convergence

 private:
  friend class Settler;
  bool everything_is_settled_ = false;
};

}  // namespace pgsettle
