// What a DO block or a PL/pgSQL routine runs: its SQL statements, each with the conditions and the
// handlers that stand around the statement. Read from the tree of PostgreSQL's own PL/pgSQL
// grammar, never from words of the text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"
#include "sql/parse/code_condition.h"
#include "sql/read/source_text.h"

namespace pgsettle {

// One WHEN ... THEN of the EXCEPTION clause of a block. A failure in the block undoes all that the
// block has done, and what stands behind the failing statement in the block is not executed.
struct CodeHandler {
  // Names in lower case, SQLSTATEs as written: duplicate_object, 42710, others.
  std::vector<std::string> conditions;
  // The statements of the block in CodeBlock::statements, those of blocks inside the block too.
  std::size_t first = 0;
  std::size_t statements = 0;
  // The handler does nothing, or says something by RAISE below ERROR: the failure is hidden.
  bool hides = false;
  // RAISE, or RAISE EXCEPTION: not every failure is hidden.
  bool raises = false;
};

struct CodeStatement {
  std::string sql;  // empty: an EXECUTE whose text is not a constant
  Range range;      // in the text of the whole statement; of the body when it was not found
  std::vector<Action> actions = {};
  // All of these hold when the statement is executed, the outermost first: those of IF and ELSIF
  // around the statement, denied where it stands in ELSE, and `IF c THEN RETURN; END IF` in front.
  std::vector<CodeCondition> conditions = {};
  // Ways out in front of the statement that hang on several conditions: IF a THEN IF b THEN RETURN.
  // The statement is executed when of each way not all conditions hold.
  std::vector<std::vector<CodeCondition>> ways_out = {};
  // Of the innermost block first, those of one block in the order of the text.
  std::vector<CodeHandler> handlers = {};
  bool dynamic = false;    // EXECUTE
  bool understood = true;  // false: the grammar refused its text
};

// Where a condition is evaluated, with or without a statement under it. The evaluation may fail,
// and the code with it: 't'::regclass without a table t.
struct CodeEvaluation {
  CodeCondition condition;
  // As of a statement.
  std::vector<CodeCondition> conditions = {};
  std::vector<std::vector<CodeCondition>> ways_out = {};
};

struct CodeBlock {
  std::vector<CodeStatement> statements;
  // All conditions of IF, ELSIF, EXIT and of variables that hold one, in their order.
  std::vector<CodeEvaluation> evaluations = {};
  // The PL/pgSQL grammar refused it: nothing is known of it.
  std::optional<std::string> problem = {};
  // The first thing in the code that may do, or decide, what `statements` does not say; see
  // is_complete().
  std::string incomplete_because = {};

  // Whether the code does nothing but execute `statements` in their order, each exactly when its
  // conditions hold and no handler has left its block. Then the code is the same as its statements,
  // all of them are understood, and each condition only reads the catalog.
  bool is_complete() const { return !problem && incomplete_because.empty(); }
};

// `sql` is a DO statement or CREATE FUNCTION/PROCEDURE in PL/pgSQL. `body` is where its body stands
// in `sql`.
CodeBlock read_code_block(std::string_view sql, Range body);

// The handler that gets the error when the statement raises it; nullptr: the code fails.
const CodeHandler* catching_handler(const CodeStatement& statement, std::string_view sqlstate);

// Whether the code does nothing at all when the statement raises this error: the error is caught
// and hidden, and no other statement stands in the block, which the error would undo or leave out.
bool is_hidden_alone(const CodeStatement& statement, std::string_view sqlstate);

}  // namespace pgsettle
