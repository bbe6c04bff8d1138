// What must be asked of a server to decide about a statement: the names in it, and the conditions
// of guarded code.
#pragma once

#include <set>
#include <string>

#include "sql/analysis.h"
#include "sql/statement.h"

namespace pgsettle {

void insert_names(const Statement& statement, const Analysis& analysis,
                  std::set<std::string>& names);
void insert_questions(const Statement& statement, const Analysis& analysis,
                      std::set<std::string>& questions);

}  // namespace pgsettle
