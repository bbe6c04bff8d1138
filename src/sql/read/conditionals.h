// \if \elif \else \endif of one file.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sql/read/source_text.h"

namespace pgsettle {

class Conditionals {
 public:
  // An open \if.
  struct Branch {
    Range range;              // of the \if, for messages
    bool parent_active;       // what stands around it is executed
    bool active;              // the current branch is
    bool taken;               // this or an earlier branch is
    bool after_else = false;  // no more branches may follow
  };

  bool active() const { return branches_.empty() || branches_.back().active; }
  bool empty() const { return branches_.empty(); }
  const Branch& innermost() const { return branches_.back(); }

  // `every`: it is not known which branch will be taken, so each counts as active.
  void begin(Range range, bool condition, bool every);
  void alternative(bool condition, bool every);  // \elif
  void otherwise(bool every);                    // \else
  void end();

 private:
  std::vector<Branch> branches_;
};

// psql's reading of a boolean: true, false, yes, no, on, off, 1, 0 and unique prefixes, in any case
// (ParseVariableBool in src/bin/psql/variables.c).
std::optional<bool> parse_boolean(std::string_view text);

}  // namespace pgsettle
