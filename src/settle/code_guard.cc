#include "settle/code_guard.h"

#include <algorithm>
#include <initializer_list>

#include "sql/knowledge/sqlstate.h"

namespace pgsettle {
namespace {

// Kinds whose second CREATE fails by the name alone, whatever the definition.
bool is_refused_twice(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::aggregate:
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::domain:
    case ObjectKind::enum_value:
    case ObjectKind::extension:
    case ObjectKind::function:
    case ObjectKind::index:
    case ObjectKind::materialized_view:
    case ObjectKind::policy:
    case ObjectKind::procedure:
    case ObjectKind::role:
    case ObjectKind::rule:
    case ObjectKind::schema:
    case ObjectKind::sequence:
    case ObjectKind::statistics:
    case ObjectKind::table:
    case ObjectKind::trigger:
    case ObjectKind::type:
    case ObjectKind::view:
      return true;
    default:
      return false;
  }
}

// ADD CONSTRAINT over an index fails with one error when an index has the name, and with another
// when a CHECK has it; exists_sqlstate() speaks of the first.
bool is_of_same_sort(const Action& action, const CatalogObject& found) {
  const auto* constraint = action.as<ConstraintDefinition>();
  if (constraint == nullptr || found.kind != ObjectKind::constraint) return true;
  const auto is_one_of = [&](std::initializer_list<catalog::Contype> types) {
    return std::ranges::find(types, found.as<catalog::Constraint>().type) != types.end();
  };
  switch (constraint->type) {
    case ConstraintType::primary_key:
      return is_one_of({catalog::Contype::primary_key});
    case ConstraintType::unique:
    case ConstraintType::exclude:
      return is_one_of(
          {catalog::Contype::primary_key, catalog::Contype::unique, catalog::Contype::exclusion});
    default:
      return true;
  }
}

}  // namespace

std::vector<std::string> questions_of(const CodeBlock& code) {
  std::vector<std::string> questions;
  if (!code.is_complete()) return questions;
  for (const CodeEvaluation& evaluation : code.evaluations) {
    const std::string& text = evaluation.condition.text;
    if (std::ranges::find(questions, text) == questions.end()) questions.push_back(text);
  }
  return questions;
}

bool is_caught(const CodeStatement& statement, const Action& action, const CatalogObject* found) {
  if (action.verb != Verb::create || action.or_replace || !is_refused_twice(action.kind)) {
    return false;
  }
  // More actions than one: ALTER TABLE fails as a whole, with whichever comes first.
  return statement.actions.size() == 1 && (found == nullptr || is_of_same_sort(action, *found)) &&
         is_hidden_alone(statement, exists_sqlstate(action));
}

}  // namespace pgsettle
