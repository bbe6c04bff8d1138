#include "lint/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "lint/rerun.h"
#include "run/placed_statement.h"

namespace pgsettle {
namespace {

std::string text(const QualifiedName& name) { return name.schema + "." + name.name; }

// Members whose owner stands in a schema.
bool has_owner_in_schema(ObjectKind kind) {
  return kind != ObjectKind::option && kind != ObjectKind::user_mapping &&
         kind != ObjectKind::publication_member && kind != ObjectKind::extension_member &&
         kind != ObjectKind::subscription_publication;
}

}  // namespace

const Column* DeclaredRelation::find_column(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found != columns.end() ? &*found : nullptr;
}

Model::Model(std::span<const Script> scripts, const std::vector<bool>& reported,
             std::shared_ptr<const Analyses> analyses)
    : analyses_(std::move(analyses)) {
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    LintedScript& linted = scripts_.emplace_back(
        LintedScript{.script = &scripts[i], .reported = reported.empty() || reported[i]});
    for (const ScriptItem& item : scripts[i].items) {
      if (const auto* statement = std::get_if<Statement>(&item)) {
        linted.statements.push_back(
            {.statement = statement, .script = &linted, .analysis = analyses_->of(*statement)});
      }
    }
  }
  resolve_all(scripts);
  simulate_rerun(order_);
}

// A name that no script has declared is taken to be where CREATE would put it.
QualifiedName Model::resolve(const Action& action, const QualifiedName& name, NameSpace space,
                             const Names& names) const {
  if (!name.schema.empty() || name.empty()) return name;
  const QualifiedName made = {.schema = names.creation_schema(), .name = name.name};
  if (action.verb == Verb::create && &name == &action.object) return made;
  const QualifiedName found = space == NameSpace::relation ? names.relation(name)
                              : space == NameSpace::type   ? names.type(name)
                                                           : names.routine(name);
  return found.schema.empty() || found.schema == "?" ? made : found;
}

NameSpace Model::space_of(ObjectKind kind) {
  if (is_routine(kind)) return NameSpace::routine;
  const bool type = kind == ObjectKind::type || kind == ObjectKind::domain;
  return type ? NameSpace::type : NameSpace::relation;
}

const Occurrence& Model::place(const Action& action, const LintedStatement& statement,
                               const CodeStatement* code, bool called, const Names& names) {
  Occurrence& occurrence = occurrences_.emplace_back(
      Occurrence{.action = &action, .statement = &statement, .code = code, .called = called});
  order_.push_back(&occurrence);
  const bool in_schema = is_named_in_schema(action.kind) && !is_member(action.kind);
  const bool of_type = action.kind == ObjectKind::enum_value ||
                       action.kind == ObjectKind::attribute ||
                       action.kind == ObjectKind::domain_constraint;
  occurrence.object =
      in_schema ? resolve(action, action.object, space_of(action.kind), names) : action.object;
  occurrence.owner =
      has_owner_in_schema(action.kind)
          ? resolve(action, action.owner, of_type ? NameSpace::type : NameSpace::relation, names)
          : action.owner;
  if (action.kind == ObjectKind::index && action.verb == Verb::create) {
    occurrence.object.schema = occurrence.owner.schema;
  }
  occurrence.temporary = note_temporary(action);
  declare(occurrence);
  by_object_[object_key(action, occurrence.object, occurrence.owner)].push_back(&occurrence);
  return occurrence;
}

// Whether the action concerns a temporary relation; those that are created are remembered.
bool Model::note_temporary(const Action& action) {
  if (action.temporary) {
    temporary_.insert(action.object.name);
    return true;
  }
  const QualifiedName& relation = action.owner.empty() ? action.object : action.owner;
  if (relation.schema == "pg_temp") return true;
  return relation.schema.empty() && temporary_.contains(relation.name);
}

void Model::resolve_all(std::span<const Script> scripts) {
  const std::deque<PlacedStatement> placed = place_statements(scripts, *analyses_, {});
  auto scope = placed.begin();  // of the statement at hand
  for (const LintedScript& script : scripts_) {
    temporary_.clear();
    for (const LintedStatement& statement : script.statements) {
      const Names names(declared_, scope++->scope);
      for (const Action& action : statement.analysis.actions) {
        const Occurrence& occurrence = place(action, statement, nullptr, false, names);
        const CodeBlock* code = action.verb == Verb::call ? called_code(occurrence) : nullptr;
        if (code == nullptr) continue;
        for (const CodeStatement& inner : code->statements) {
          for (const Action& of_code : inner.actions)
            place(of_code, statement, &inner, true, names);
        }
      }
      if (!statement.analysis.code) continue;
      for (const CodeStatement& inner : statement.analysis.code->statements) {
        for (const Action& action : inner.actions) place(action, statement, &inner, false, names);
      }
    }
  }
}

// The body of a PL/pgSQL routine that an earlier statement creates.
const CodeBlock* Model::called_code(const Occurrence& call) {
  const auto known = routines_.find(call.object);
  if (known != routines_.end()) return known->second.get();
  const std::string prefix = "routine " + text(call.object) + "(";
  for (auto found = by_object_.lower_bound(prefix);
       found != by_object_.end() && found->first.starts_with(prefix); ++found) {
    const Occurrence& created = *found->second.front();
    const auto* routine = created.action->as<RoutineDefinition>();
    if (created.action->verb != Verb::create || routine == nullptr || !created.is_plain()) continue;
    if (routine->language != "plpgsql" || routine->body_range.size() == 0) continue;
    auto code = std::make_unique<CodeBlock>(
        read_code_block(created.statement->statement->sql(), routine->body_range));
    return (routines_[call.object] = std::move(code)).get();
  }
  return nullptr;
}

void Model::declare(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create) return;
  if (!is_member(action.kind)) declared_.add(space_of(action.kind), occurrence.object);
  if (is_relation(action.kind) && action.kind != ObjectKind::index) {
    DeclaredRelation& relation = relations_[occurrence.object];
    if (relation.created != nullptr && relation.created->action->if_not_exists) return;
    relation = {.created = &occurrence};
    if (const auto* definition = action.as<RelationDefinition>()) {
      relation.columns = definition->columns;
      relation.keys = definition->keys;
      relation.open = definition->open || !action.owner.empty();
    } else {
      relation.open = true;
    }
    return;
  }
  const auto found = relations_.find(occurrence.owner);
  if (found == relations_.end()) return;
  DeclaredRelation& relation = found->second;
  if (const auto* column = action.as<Column>()) {
    if (relation.find_column(column->name) == nullptr) relation.columns.push_back(*column);
  } else if (const auto* constraint = action.as<ConstraintDefinition>()) {
    if (!constraint->using_index.empty()) return;
    const bool key = constraint->type == ConstraintType::primary_key ||
                     constraint->type == ConstraintType::unique;
    if (key) relation.keys.push_back(constraint->key);
  } else if (const auto* index = action.as<IndexDefinition>()) {
    if (index->unique) relation.keys.push_back(index->key);
  }
}

const DeclaredRelation* Model::relation(const QualifiedName& name) const {
  const auto found = relations_.find(name);
  return found != relations_.end() ? &found->second : nullptr;
}

std::vector<const Occurrence*> Model::on(const Occurrence& occurrence) const {
  const auto found =
      by_object_.find(object_key(*occurrence.action, occurrence.object, occurrence.owner));
  return found != by_object_.end() ? found->second : std::vector<const Occurrence*>();
}

}  // namespace pgsettle
