// DO blocks that guard what they do: by asking the catalog, or by catching "exists already".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settle/prover.h"
#include "sql/parse/code_block.h"

namespace pgsettle {

// The conditions that a server can answer for us: SELECT (condition) reads the catalog and nothing
// else. Empty when the block does more than its guarded statements.
std::vector<std::string> questions_of(const CodeBlock& code, std::string_view sql);

// Whether a handler around the statement makes its failure nothing: the statement stands alone in
// its block, and the handler is for just this.
bool is_caught(const CodeStatement& statement, const Action& action);

// Whether the block is only SQL statements, conditions and messages.
bool is_simple(const CodeBlock& code, std::string_view sql);

}  // namespace pgsettle
