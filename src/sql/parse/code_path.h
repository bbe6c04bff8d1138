// Where the reader of PL/pgSQL code stands: the conditions around it, the blocks and loops that it
// is in, and the ways out that it has passed. Private to sql/.
//
// RETURN and EXIT make all that is behind them, up to the end of what they leave, hang on the
// conditions around them. Each is kept as a way out: the conditions with which it was taken, and
// the block or loop whose end it reaches. What stands behind is executed when no way was taken. A
// way through an inner block counts only the inner ways that end before it: had another been taken,
// its own target would be left, too.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/parse/code_condition.h"

namespace pgsettle {

class CodePath {
 public:
  enum class Frame { block, loop };

  struct Place {
    std::vector<CodeCondition> conditions = {};
    std::vector<std::vector<CodeCondition>> ways_out = {};
    // False: whether a way out was taken depends on a failure, too.
    bool certain = true;
  };

  // `guarded`: with EXCEPTION, so that a failure in its body leaves the block.
  void enter(std::string label, Frame kind, bool guarded);
  // The body of the block is over; its handlers follow.
  void end_body();
  void leave();

  void push(CodeCondition condition) { conditions_.push_back(std::move(condition)); }
  void pop() { conditions_.pop_back(); }
  std::size_t next_evaluation() { return evaluations_++; }

  // What stands here is executed whenever what stands behind is reached.
  bool is_straight() const;

  // RETURN.
  void leave_all() { leave_to(0); }
  // EXIT and CONTINUE: the frame with the label, or without one the innermost loop. False: there is
  // none.
  bool leave_labelled(std::string_view label);

  // Nothing: what stands here is never reached.
  std::optional<Place> place() const;

 private:
  struct OpenFrame {
    std::string label;
    Frame kind;
    bool guarded;
    std::size_t first_way;  // in ways_
  };
  struct Way {
    std::vector<CodeCondition> conditions;  // all held when it was taken
    std::size_t target;                     // the frame it leaves, in frames_
    bool certain;
  };

  void leave_to(std::size_t target);

  std::vector<OpenFrame> frames_;
  std::vector<CodeCondition> conditions_;
  std::vector<Way> ways_;
  std::size_t evaluations_ = 0;
};

}  // namespace pgsettle
