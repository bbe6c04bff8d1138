// What must be asked of a server to decide about a statement: the names in it, and the conditions
// of guarded code.
#pragma once

#include <compare>
#include <set>
#include <string>

#include "catalog/catalog_query.h"
#include "sql/parse/analysis.h"
#include "sql/read/statement.h"

namespace pgsettle {

void insert_names(const Statement& statement, const Analysis& analysis, CatalogNames& names);

// A condition that a server should answer.
struct Question {
  std::string set_path = {};  // see Place::path_setting()
  std::string condition = {};

  // Of its answer among Answers.
  std::string key() const { return set_path.empty() ? condition : set_path + "\n" + condition; }
  friend auto operator<=>(const Question&, const Question&) = default;
};

// `set_path`: where the statement stands.
void insert_questions(const Statement& statement, const Analysis& analysis,
                      const std::string& set_path, std::set<Question>& questions);

}  // namespace pgsettle
