#include "settle/needs.h"

#include <string_view>
#include <utility>
#include <vector>

#include "settle/code_guard.h"
#include "settle/prover.h"
#include "sql/fallback/names_in.h"

namespace pgsettle {
namespace {

using Names = std::set<std::string>;

void insert_all(const std::set<std::string, std::less<>>& from, Names& names) {
  names.insert(from.begin(), from.end());
}

// The types of a routine's parameters, without their schemas.
void insert_types(const Action& routine, Names& names) {
  std::string word;
  for (const char c : routine.arguments + ",") {
    if (c == ',' || c == '.' || c == '[' || c == '(' || c == ')') {
      names.insert(std::exchange(word, {}));
    } else if (c != '"' && (c != ' ' || !word.empty())) {
      word += c;
    }
  }
}

void insert_called(std::string_view sql, Names& names) {
  for (const QualifiedName& routine : called_names_in(sql)) names.insert(routine.name);
}

void insert_roles(const GrantDetails& grant, Names& names) {
  names.insert(grant.grantees.begin(), grant.grantees.end());
  names.insert(grant.roles.begin(), grant.roles.end());
  names.insert(grant.schemas.begin(), grant.schemas.end());
  // Roles, when it is a role that is granted.
  for (const Privilege& privilege : grant.privileges) names.insert(privilege.name);
}

void insert_names(const Action& action, CatalogNames& asked) {
  Names& names = asked.names;
  for (const std::string* name :
       {&action.object.name, &action.owner.name, &action.new_name, &action.object.schema}) {
    names.insert(*name);
  }
  const auto* constraint = action.as<ConstraintDefinition>();
  if (constraint != nullptr) names.insert(constraint->references.name);
  if (const auto* grant = action.as<GrantDetails>()) {
    insert_roles(*grant, names);
    if (grant->all_in_schema) asked.schemas.insert(action.object.name);
  }
  if (is_routine(action.kind)) insert_types(action, names);
}

// `sql`: the text that the actions were read from.
void insert_names(const std::vector<Action>& actions, std::string_view sql, CatalogNames& names) {
  bool reads_definition = false;
  for (const Action& action : actions) {
    insert_names(action, names);
    const Prover* prover = prover_of(action);
    reads_definition = reads_definition || (prover != nullptr && prover->reads_definition);
  }
  if (reads_definition) insert_all(names_in(sql), names.names);
}

}  // namespace

void insert_names(const Statement& statement, const Analysis& analysis, CatalogNames& names) {
  insert_names(analysis.actions, statement.sql(), names);
  if (statement.effect.nature == Nature::data) {
    insert_called(statement.sql(), names.names);
  }
  if (!analysis.code) return;
  for (const CodeStatement& inner : analysis.code->statements) {
    insert_names(inner.actions, inner.sql, names);
    insert_called(inner.sql, names.names);
  }
  for (const std::string& question : questions_of(*analysis.code)) {
    insert_all(names_in(question), names.names);
  }
}

std::string Question::key() const {
  std::string key;
  for (const std::string& setting : settings) key += setting + "\n";
  return key + condition;
}

void insert_questions(const PlacedStatement& placed, std::set<Question>& questions) {
  if (!placed.analysis->code) return;
  const std::vector<std::string> settings = placed.scope.local_settings();
  for (std::string& condition : questions_of(*placed.analysis->code)) {
    questions.insert({settings, std::move(condition)});
  }
}

}  // namespace pgsettle
