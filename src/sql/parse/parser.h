// PostgreSQL's own grammar (libpg_query), a statement at a time.
#pragma once

#include <string_view>

#include "sql/read/statement.h"

namespace pgsettle {

// The major version of PostgreSQL whose grammar is linked, e.g. 15, and its full name.
int grammar_major_version();
std::string_view grammar_version();

// Sets statement.effect, and statement.syntax_error when the grammar refuses the text: a server of
// the same major version would, too; a newer one may know more. Statements of more than a
// megabyte (rows of data) and unresolved ones are left to the server. Thread-safe.
void understand(Statement& statement);

// What the grammar says of the statement, with its place (`character`, from 0, of the sent text)
// and what may be meant.
Diagnostic explain_syntax_problem(const Statement& statement, std::size_t character,
                                  std::string_view message);

}  // namespace pgsettle
