// A statement seen through PostgreSQL's own grammar: what it does, and what the code in it does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"
#include "sql/parse/code_block.h"

namespace pgsettle {

struct SyntaxProblem {
  std::size_t character;  // counted from 0, in characters
  std::string message;    // the grammar's, in English
};

struct Analysis {
  std::vector<Action> actions = {};
  std::optional<CodeBlock> code = {};  // of DO in PL/pgSQL
  std::optional<SyntaxProblem> problem = {};
};

enum class AnalysisDetail {
  actions,       // what statements do: enough for lint
  declarations,  // and what each CREATE gives its object, property by property (Action::declared)
};

// Statements of rows may be megabytes; of those only the first rows are read, which is enough to
// know what they do. Thread-safe. Needs a deep stack for deeply nested statements: about a kilobyte
// for each level.
Analysis analyse(std::string_view sql, AnalysisDetail detail = AnalysisDetail::declarations);

}  // namespace pgsettle
