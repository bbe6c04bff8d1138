// What a DO block or a PL/pgSQL function runs: its SQL statements and the conditions that stand
// before them, read with PostgreSQL's own PL/pgSQL grammar.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"
#include "sql/read/source_text.h"

namespace pgsettle {

// IF condition THEN ... around a statement.
struct CodeCondition {
  std::string text;
  bool negated = false;  // the statement stands in its ELSE
  // Asks pg_catalog, information_schema or a to_reg*() function whether something is there.
  bool asks_catalog = false;
};

// BEGIN ... EXCEPTION WHEN ... around a statement.
struct CodeHandler {
  // As written, in lower case: duplicate_object, 42710, others.
  std::vector<std::string> conditions;
  // SQL statements in the block it guards, and the first of them in CodeBlock::statements.
  std::size_t statements = 0;
  std::size_t first = 0;
  // RAISE, or RAISE EXCEPTION: not every failure is hidden.
  bool raises = false;
};

struct CodeStatement {
  std::string sql;  // empty: an EXECUTE whose text is not a constant
  Range range;      // in the text of the whole statement; of the block when it was not found
  std::vector<Action> actions = {};
  std::vector<CodeCondition> conditions = {};
  std::vector<CodeHandler> handlers = {};  // the innermost first
  bool dynamic = false;                    // EXECUTE
  bool understood = true;                  // false: the grammar refused its text
};

struct CodeBlock {
  std::vector<CodeStatement> statements;
  // The PL/pgSQL grammar refused it: nothing is known of it.
  std::optional<std::string> problem;
};

// `sql` is a DO statement or CREATE FUNCTION/PROCEDURE in PL/pgSQL. `body` is where its body stands
// in `sql`.
CodeBlock read_code_block(std::string_view sql, Range body);

}  // namespace pgsettle
