#include "sql/parse/code_condition.h"

#include "sql/parse/catalog_reading.h"
#include "sql/parse/existence_test.h"
#include "sql/parse/tree.h"

namespace pgsettle {

CodeCondition CodeCondition::denied() const {
  CodeCondition other = *this;
  other.negated = !negated;
  if (other.existence) other.existence->absent = !existence->absent;
  return other;
}

CodeCondition read_condition(std::string_view expression, const std::set<std::string>& variables) {
  CodeCondition condition = {.text = std::string(expression)};
  // A comment may end the expression.
  const std::string question = "SELECT (" + condition.text + "\n)";
  const auto read = [&](const tree::Node& statement) {
    condition.asks_catalog = tree::asks_catalog(statement);
    const tree::Node* test = tree::only_target(statement);
    if (test == nullptr) return;
    condition.only_reads_catalog = tree::only_reads_catalog(*test, variables);
    if (condition.only_reads_catalog) condition.existence = tree::existence_test(*test);
  };
  if (tree::parse(question, read)) {
    // IF count(*) > 0 FROM pg_class THEN: an expression for PL/pgSQL, but no scalar for SQL.
    tree::parse("SELECT " + condition.text, [&](const tree::Node& statement) {
      condition.asks_catalog = tree::asks_catalog(statement);
    });
  }
  return condition;
}

}  // namespace pgsettle
