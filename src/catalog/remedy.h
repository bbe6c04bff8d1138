// The statements that remedy a difference. Each one can be run again.
#pragma once

#include <string>
#include <vector>

namespace pgsettle {

// When in a script a statement comes.
enum class Phase {
  extension,
  schema,
  type,
  routine,  // before the tables, whose defaults may call routines
  sequence,
  table,
  column,
  late_routine,  // routines that name a table
  view,
  key,  // keys and checks, before what refers to keys
  constraint,
  trigger,
  property,  // comments, owners
  privilege,
};

// Takes the statements in any order.
class Remedy {
 public:
  void add(Phase phase, std::string statement);
  // For a difference that no statement remedies without a person's judgement.
  void note(Phase phase, std::string text);

  struct Line {
    Phase phase;
    std::string text;
    bool note = false;
  };
  const std::vector<Line>& lines() const { return lines_; }

 private:
  std::vector<Line> lines_;
};

}  // namespace pgsettle
