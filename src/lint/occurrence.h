// An action in its place: in which statement of which script, under which conditions, and what its
// second run meets.
#pragma once

#include <span>
#include <string>

#include "schema/script.h"
#include "sql/action/action.h"
#include "sql/parse/analysis.h"
#include "sql/read/statement.h"

namespace pgsettle {

struct LintedScript;

struct LintedStatement {
  const Statement* statement;
  const LintedScript* script;
  const Analysis& analysis;
};

// What a run meets that finds the database as the run before has left it.
enum class Rerun {
  fine,
  exists,    // creates what is there already
  missing,   // drops, renames or moves what is gone
  collides,  // renames to a name that is taken
};

struct Occurrence {
  const Action* action;
  const LintedStatement* statement;
  const CodeStatement* code = nullptr;  // inside a DO block, or a routine that is called
  bool called = false;                  // in a routine that the statement calls
  // With the schema that the search_path gives.
  QualifiedName object = {};
  QualifiedName owner = {};
  bool temporary = false;  // on an object in pg_temp
  Rerun rerun = Rerun::fine;
  // The DROP in the same run that makes room for this CREATE.
  const Occurrence* dropped_by = nullptr;

  // IF condition THEN around it.
  bool is_conditional() const {
    return code != nullptr && !(code->conditions.empty() && code->ways_out.empty());
  }
  bool is_handled() const { return code != nullptr && !code->handlers.empty(); }
  // Where to point at: the statement, or the one inside the code.
  Range range() const;
  // Directly in a script, so that its text can be edited.
  bool is_plain() const { return code == nullptr; }
};

}  // namespace pgsettle
