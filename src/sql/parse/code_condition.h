// A condition that stands before a statement of PL/pgSQL code: what its evaluation reads, and
// which object's existence it tests. Everything is told from the condition's parse tree.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sql/knowledge/object_kind.h"
#include "sql/knowledge/qualified_name.h"

namespace pgsettle {

// The test whether one named object is there. An empty schema is left to the search_path.
struct ExistenceTest {
  // ObjectKind::table stands for any relation, type for any type, column also for an attribute of
  // a composite type: they share their name spaces.
  ObjectKind kind = ObjectKind::other;
  QualifiedName object = {};
  // The relation or type that the object belongs to.
  QualifiedName owner = {};
  // The condition holds when the object is not there; else it holds when the object is there.
  bool absent = true;
  // False: the test asks for more than the name, e.g. for a type of constraint. Then a condition
  // with `absent` holds whenever the object is not there, but perhaps also when it is; a condition
  // without `absent` fails whenever the object is not there.
  bool exact = true;

  friend bool operator==(const ExistenceTest&, const ExistenceTest&) = default;
};

enum class CodeConditionKind {
  test,     // of IF, ELSIF, EXIT WHEN
  choice,   // of CASE
  loop,     // `text` is the query or condition of the loop, empty for LOOP alone
  handler,  // the statement stands behind EXCEPTION WHEN: something failed before
};

struct CodeCondition {
  std::string text;
  // The condition holds when `text` is not true: false or NULL.
  bool negated = false;
  CodeConditionKind kind = CodeConditionKind::test;
  // Reads pg_catalog or information_schema, or asks a function that does.
  bool asks_catalog = false;
  // `text` is an expression that reads catalogs (not their statistics, not sessions), calls only
  // functions and operators that are known to do nothing but read, and reads no variable. So a
  // server can be asked SELECT (text) at any time. False whenever this is not known.
  //
  // A catalog or function without its schema counts as pg_catalog's, which the server searches
  // first unless the search_path names pg_catalog behind another schema. Whoever relies on the
  // answer must know that the search_path does not, or that no user's relation has such a name.
  bool only_reads_catalog = false;
  std::optional<ExistenceTest> existence = {};  // `negated` is considered

  // Which evaluation: conditions of the same code with the same number were evaluated once, at the
  // same time. Numbers rise in the order of the text.
  std::size_t evaluation = 0;
  // How many of CodeBlock::statements stand in front of the evaluation.
  std::size_t statements_before = 0;

  // The same evaluation with the other outcome.
  CodeCondition denied() const;
};

// `variables`: all names that mean a variable of the code.
CodeCondition read_condition(std::string_view expression, const std::set<std::string>& variables);

}  // namespace pgsettle
