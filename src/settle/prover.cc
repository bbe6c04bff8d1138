#include "settle/prover.h"

#include <fmt/format.h>

#include <algorithm>

#include "settle/name_completion.h"
#include "sql/parse/normal_form.h"

namespace pgsettle {
namespace {

std::vector<std::string> complete_types(std::string_view list, const Names& names) {
  std::vector<std::string> types;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    if (at < list.size() && list[at] == '(') ++depth;
    if (at < list.size() && list[at] == ')') --depth;
    if (at < list.size() && (list[at] != ',' || depth > 0)) continue;
    std::string_view part = list.substr(start, at - start);
    if (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) types.push_back(complete_type(part, names));
    start = at + 1;
  }
  return types;
}

const CatalogObject* find_routine(const PlacedAction& subject) {
  const auto routines = subject.facts.routines(subject.object);
  if (subject.action.arguments_unspecified) return routines.size() == 1 ? routines[0] : nullptr;
  const std::string arguments = fmt::format("{}", fmt::join(subject.argument_types(), ", "));
  for (const CatalogObject* routine : routines) {
    if (routine->arguments == arguments) return routine;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> PlacedAction::argument_types() const {
  return complete_types(action.arguments, names);
}

const CatalogObject* PlacedAction::find() const {
  switch (action.kind) {
    case ObjectKind::schema:
      return facts.schema(object.name);
    case ObjectKind::extension:
      return facts.extension(object.name);
    case ObjectKind::role:
      return facts.role(object.name);
    case ObjectKind::database:
      return facts.database(object.name);
    case ObjectKind::statistics:
      return facts.statistics(object);
    case ObjectKind::type:
    case ObjectKind::domain: {
      const CatalogObject* type = facts.type(object);
      return type != nullptr ? type : facts.relation(object);
    }
    case ObjectKind::column:
    case ObjectKind::attribute:
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
      return facts.member(action.kind, owner, object.name);
    default:
      if (is_relation(action.kind)) return facts.relation(object);
      if (is_routine(action.kind)) return find_routine(*this);
      return nullptr;
  }
}

PlacedAction place_action(const Action& action, std::string_view form, const Facts& facts,
                          const Names& names, const Answers& answers) {
  PlacedAction subject = {.action = action,
                          .object = action.object,
                          .owner = action.owner,
                          .form = form,
                          .facts = facts,
                          .names = names,
                          .answers = answers};
  const bool of_type = action.kind == ObjectKind::enum_value ||
                       action.kind == ObjectKind::attribute ||
                       action.kind == ObjectKind::domain_constraint;
  if (!action.owner.empty()) {
    subject.owner = of_type ? names.type(action.owner) : names.relation(action.owner);
  }
  if (!is_named_in_schema(action.kind) || is_member(action.kind)) return subject;
  if (action.kind == ObjectKind::index && action.verb == Verb::create) {
    subject.object.schema = subject.owner.schema;
  } else if (action.verb == Verb::create) {
    if (action.object.schema.empty()) subject.object.schema = names.creation_schema();
  } else if (is_relation(action.kind)) {
    subject.object = names.relation(action.object);
  } else if (is_routine(action.kind)) {
    subject.object = names.routine(action.object);
  } else {
    subject.object = names.type(action.object);
  }
  // What is nowhere in the path would be made in its first schema.
  if (action.verb == Verb::drop && subject.object.schema.empty()) {
    subject.object.schema = names.creation_schema();
  }
  return subject;
}

bool says_one_of(const PlacedAction& subject, const std::vector<std::string>& truths,
                 Spelling spelling) {
  if (subject.form.empty()) return false;
  return std::ranges::any_of(truths, [&](const std::string& truth) {
    const std::vector<std::string>& forms =
        normal_forms_of(truth, spelling, subject.names, subject.facts);
    return forms.size() == 1 && forms[0] == subject.form;
  });
}

std::optional<Proof> differs(const PlacedAction& subject, const CatalogObject& object) {
  Proof proof = would_change("differs");
  proof.twin = twin_of(subject, object);
  if (!proof.twin) return proof;
  proof.reason = "may differ";
  const auto answer = subject.answers.find(proof.twin->key);
  if (answer == subject.answers.end()) return proof;
  if (answer->second) return std::nullopt;
  proof.twin.reset();
  proof.reason = "differs";
  return proof;
}

const Prover* prover_of(const Action& action) {
  for (const Prover* prover : provers::all()) {
    if (prover->claims(action)) return prover;
  }
  return nullptr;
}

namespace {

// ALTER ... IF EXISTS of a relation that is not there: RENAME and SET SCHEMA say it of the
// relation, too, when they are about something in it.
bool alters_nothing(const PlacedAction& subject) {
  const Action& action = subject.action;
  if (action.statement_if_exists) return subject.find_owner() == nullptr;
  const bool alters =
      action.verb == Verb::rename || action.verb == Verb::set_schema || action.verb == Verb::alter;
  const bool in_relation = is_member(action.kind);
  if (!action.if_exists || !alters || !(in_relation || is_relation(action.kind))) return false;
  const QualifiedName& relation = in_relation ? subject.owner : subject.object;
  if (relation.schema.starts_with("pg_") || relation.schema == "information_schema") return false;
  const bool of_system =
      relation.schema.empty() && subject.facts.is_system_name(NameSpace::relation, relation.name);
  return !of_system && subject.facts.relation(relation) == nullptr;
}

}  // namespace

namespace {

// ALTER TABLE of a view, which has neither columns to add nor constraints; an index on one.
bool is_in_wrong_kind(const PlacedAction& subject) {
  const Action& action = subject.action;
  const CatalogObject* owner = subject.find_owner();
  if (owner == nullptr) return false;
  if (action.verb == Verb::alter && owner->kind == ObjectKind::view) {
    const bool of_view = action.change == Change::owner || action.change == Change::settings ||
                         action.change == Change::set_default ||
                         action.change == Change::drop_default;
    return !of_view;
  }
  if (action.kind == ObjectKind::index && action.verb == Verb::create) {
    return owner->kind != ObjectKind::table && owner->kind != ObjectKind::materialized_view;
  }
  if (action.kind != ObjectKind::column && action.kind != ObjectKind::constraint) return false;
  if (action.verb != Verb::create && action.verb != Verb::drop) return false;
  return owner->kind != ObjectKind::table && owner->kind != ObjectKind::foreign_table;
}

// Whose owner executes the action, even where it then finds nothing to do; nullptr: others may, or
// it is not known.
const CatalogObject* owned_by_executor(const PlacedAction& subject) {
  const Action& action = subject.action;
  const bool in_relation = is_member(action.kind) || action.kind == ObjectKind::index;
  const bool of_table = action.kind == ObjectKind::column || action.kind == ObjectKind::constraint;
  switch (action.verb) {
    case Verb::create:
      if (in_relation) return subject.find_owner();
      return action.or_replace ? subject.find() : nullptr;
    case Verb::drop:
      return of_table ? subject.find_owner() : nullptr;
    case Verb::comment:
    case Verb::alter:
    case Verb::rename:
    case Verb::set_schema: {
      const bool of_cluster =
          action.kind == ObjectKind::role || action.kind == ObjectKind::database;
      if (of_cluster) return nullptr;
      return is_member(action.kind) ? subject.find_owner() : subject.find();
    }
    default:
      return nullptr;
  }
}

bool may_execute(const PlacedAction& subject) {
  const CatalogObject* object = owned_by_executor(subject);
  if (object == nullptr) return true;
  return subject.names.is_first_role() ? object->owned : object->owner_role == subject.names.user();
}

}  // namespace

Proof prove(const PlacedAction& subject) {
  if (alters_nothing(subject)) return would_skip("the relation does not exist");
  const Prover* prover = prover_of(subject.action);
  if (prover == nullptr) return unknown();
  if (is_in_wrong_kind(subject)) return unknown("it is no table");
  Proof proof = prover->prove(subject);
  // It would fail, although it has nothing to do.
  if (proof.changes_nothing() && !may_execute(subject))
    return unknown("only its owner may do that");
  return proof;
}

}  // namespace pgsettle
