#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

using First = std::map<QualifiedName, std::pair<std::size_t, const Occurrence*>>;

// Where each relation is there for the first time.
First first_of_all(const Model& model) {
  First first;
  std::size_t index = 0;
  for (const Occurrence* occurrence : model.occurrences()) {
    const Action& action = *occurrence->action;
    ++index;
    if (!is_relation(action.kind) || action.kind == ObjectKind::index) continue;
    if (occurrence->temporary || action.unnamed) continue;
    QualifiedName name = occurrence->object;
    if (action.verb == Verb::rename) name.name = action.new_name;
    if (action.verb == Verb::set_schema) name.schema = action.new_name;
    const bool makes = action.verb == Verb::create || action.verb == Verb::rename ||
                       action.verb == Verb::set_schema;
    if (makes) first.try_emplace(name, index, occurrence);
    // Who drops or renames it without IF EXISTS knows it to be there, from before all scripts.
    const bool takes = action.verb == Verb::drop || (makes && action.verb != Verb::create);
    if (takes && !action.if_exists) first.try_emplace(occurrence->object, 0, occurrence);
  }
  return first;
}

bool may_be_missing(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  return occurrence.is_conditional() || occurrence.is_handled() || occurrence.called ||
         occurrence.temporary || action.statement_if_exists ||
         (action.verb == Verb::drop && action.if_exists);
}

bool works_on_relation(const Action& action) {
  switch (action.verb) {
    case Verb::insert:
    case Verb::update:
    case Verb::erase:
    case Verb::truncate:
    case Verb::copy_from:
    case Verb::refresh:
      return true;
    case Verb::grant:
    case Verb::revoke:
    case Verb::comment: {
      const auto* grant = action.as<GrantDetails>();
      return is_relation(action.kind) && action.kind != ObjectKind::index &&
             (grant == nullptr || (!grant->all_in_schema && !grant->default_privileges));
    }
    default:
      return false;
  }
}

// The owner of these is no relation.
bool belongs_elsewhere(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::attribute:
    case ObjectKind::domain:
    case ObjectKind::domain_constraint:
    case ObjectKind::enum_value:
    case ObjectKind::extension_member:
    case ObjectKind::index:  // ALTER INDEX
    case ObjectKind::operator_family_member:
    case ObjectKind::option:
    case ObjectKind::subscription_publication:
    case ObjectKind::text_search_mapping:
    case ObjectKind::user_mapping:
      return true;
    default:
      return false;
  }
}

std::vector<QualifiedName> references_of(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  std::vector<QualifiedName> names;
  const bool owned = !belongs_elsewhere(action.kind) ||
                     (action.kind == ObjectKind::index && action.verb == Verb::create);
  if (!occurrence.owner.empty() && owned) names.push_back(occurrence.owner);
  if (works_on_relation(action)) names.push_back(occurrence.object);
  // These have the schema as it is written.
  std::vector<QualifiedName> written;
  if (const auto* table = action.as<RelationDefinition>()) written = table->references;
  if (const auto* view = action.as<ViewDefinition>()) written = view->references;
  if (const auto* constraint = action.as<ConstraintDefinition>()) {
    if (!constraint->references.empty()) written.push_back(constraint->references);
  }
  const QualifiedName& own = action.owner.empty() ? occurrence.object : occurrence.owner;
  for (QualifiedName& name : written) {
    if (name.schema.empty()) name.schema = own.schema;
    names.push_back(std::move(name));
  }
  return names;
}

void check(const LintContext& context, Findings& findings) {
  const First first = first_of_all(context.model);
  std::set<std::pair<const LintedScript*, QualifiedName>> said;  // once a script
  std::size_t index = 0;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    ++index;
    if (may_be_missing(*occurrence)) continue;
    for (const QualifiedName& name : references_of(*occurrence)) {
      const auto found = first.find(name);
      if (found == first.end() || found->second.first <= index) continue;
      if (found->second.second->statement == occurrence->statement) continue;
      if (!said.emplace(occurrence->statement->script, name).second) continue;
      findings.add(*occurrence,
                   fmt::format("\"{}\" is not there before {}", name.name,
                               place(*found->second.second, *occurrence)),
                   "Move this behind it.");
      break;
    }
  }
}

}  // namespace

extern const Rule wrong_order{
    .id = "wrong-order",
    .group = RuleGroup::script,
    .severity = Severity::warning,
    .summary = "a reference to a relation that a later statement creates",
    .why =
        "On an empty database the statement fails with 42P01, though it works where an earlier "
        "version of the scripts has created the relation.",
    .bad =
        "CREATE TABLE IF NOT EXISTS entry (account int REFERENCES account);\nCREATE TABLE IF NOT "
        "EXISTS account (id int PRIMARY KEY);",
    .good =
        "CREATE TABLE IF NOT EXISTS account (id int PRIMARY KEY);\nCREATE TABLE IF NOT EXISTS "
        "entry (account int REFERENCES account);",
    .check_directory = check,
};

}  // namespace pgsettle::rules
