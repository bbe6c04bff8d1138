// What must be asked of a server to decide about a statement: the names in it, and the conditions
// of guarded code.
#pragma once

#include <compare>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog_query.h"
#include "run/placed_statement.h"
#include "sql/parse/analysis.h"
#include "sql/read/statement.h"

namespace pgsettle {

void insert_names(const Statement& statement, const Analysis& analysis, CatalogNames& names);

// A condition that a server should answer.
struct Question {
  // What brings a session that has just begun to where the condition stands.
  std::vector<std::string> settings = {};
  std::string condition = {};

  // Of its answer among Answers.
  std::string key() const;
  friend auto operator<=>(const Question&, const Question&) = default;
};

void insert_questions(const PlacedStatement& placed, std::set<Question>& questions);

}  // namespace pgsettle
