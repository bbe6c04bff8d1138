#include "lint/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "lint/parallel.h"
#include "lint/rerun.h"
#include "lint/search_path.h"

namespace pgsettle {
namespace {

std::string text(const QualifiedName& name) { return name.schema + "." + name.name; }

bool is_named_in_schema(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::access_method:
    case ObjectKind::cast:
    case ObjectKind::database:
    case ObjectKind::event_trigger:
    case ObjectKind::extension:
    case ObjectKind::foreign_data_wrapper:
    case ObjectKind::language:
    case ObjectKind::large_object:
    case ObjectKind::publication:
    case ObjectKind::role:
    case ObjectKind::schema:
    case ObjectKind::server:
    case ObjectKind::subscription:
    case ObjectKind::tablespace:
    case ObjectKind::transform:
    case ObjectKind::user_mapping:
    case ObjectKind::option:
    case ObjectKind::other:
      return false;
    default:
      return true;
  }
}

bool is_member(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::attribute:
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
    case ObjectKind::enum_value:
    case ObjectKind::expression:
    case ObjectKind::identity:
    case ObjectKind::option:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::text_search_mapping:
    case ObjectKind::trigger:
      return true;
    default:
      return false;
  }
}

// Members whose owner stands in a schema.
bool has_owner_in_schema(ObjectKind kind) {
  return kind != ObjectKind::option && kind != ObjectKind::user_mapping &&
         kind != ObjectKind::publication_member && kind != ObjectKind::extension_member &&
         kind != ObjectKind::subscription_publication;
}

}  // namespace

std::string object_key(const Action& action, const QualifiedName& object,
                       const QualifiedName& owner) {
  const ObjectKind kind = action.kind;
  if (is_relation(kind)) return "relation " + text(object);
  if (is_routine(kind)) {
    return fmt::format("routine {}({}{}", text(object), action.arguments,
                       action.arguments_unspecified ? "" : ")");
  }
  if (kind == ObjectKind::type || kind == ObjectKind::domain) return "type " + text(object);
  if (kind == ObjectKind::partition) return "partition " + text(object);
  const auto* constraint = action.as<ConstraintDefinition>();
  if (constraint != nullptr && constraint->type == ConstraintType::primary_key &&
      kind == ObjectKind::constraint) {
    return "primary key on " + text(owner);
  }
  std::string key = fmt::format("{} {}", name(kind), is_member(kind) ? object.name : text(object));
  if (!action.arguments.empty()) key += fmt::format(" ({})", action.arguments);
  if (!owner.empty()) key += " on " + text(owner);
  return key;
}

const Column* DeclaredRelation::find_column(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found != columns.end() ? &*found : nullptr;
}

Model::Model(std::span<const Script> scripts, const std::vector<bool>& reported) {
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    LintedScript& linted = scripts_.emplace_back(
        LintedScript{.script = &scripts[i], .reported = reported.empty() || reported[i]});
    for (const ScriptItem& item : scripts[i].items) {
      if (const auto* statement = std::get_if<Statement>(&item)) {
        linted.statements.push_back({.statement = statement, .script = &linted, .analysis = {}});
      }
    }
  }
  analyse_all();
  resolve_all();
  simulate_rerun(order_);
}

void Model::analyse_all() {
  std::vector<LintedStatement*> all;
  for (LintedScript& script : scripts_) {
    for (LintedStatement& statement : script.statements) {
      if (!statement.statement->unresolved) all.push_back(&statement);
    }
  }
  for_each_in_parallel(all, [](LintedStatement* statement) {
    statement->analysis = analyse(statement->statement->sql());
  });
}

void Model::resolve_all() {
  for (const LintedScript& script : scripts_) {
    SearchPath path;  // each script begins with the session's own
    for (const LintedStatement& statement : script.statements) {
      const auto place = [&](const Action& action, const CodeStatement* code, bool called) {
        Occurrence& occurrence = occurrences_.emplace_back(
            Occurrence{.action = &action, .statement = &statement, .code = code, .called = called});
        order_.push_back(&occurrence);
        path.follow(action);
        const auto known = [&](const QualifiedName& name) { return relations_.contains(name); };
        occurrence.object = is_named_in_schema(action.kind) && !is_member(action.kind)
                                ? path.resolve(action.object, action.verb, known)
                                : action.object;
        occurrence.owner = has_owner_in_schema(action.kind)
                               ? path.resolve(action.owner, Verb::alter, known)
                               : action.owner;
        if (action.kind == ObjectKind::index && action.verb == Verb::create) {
          occurrence.object.schema = occurrence.owner.schema;
        }
        occurrence.temporary = path.note_temporary(occurrence);
        declare(occurrence);
        by_object_[object_key(action, occurrence.object, occurrence.owner)].push_back(&occurrence);
        return &occurrence;
      };
      for (const Action& action : statement.analysis.actions) {
        const Occurrence* occurrence = place(action, nullptr, false);
        if (action.verb != Verb::call) continue;
        const CodeBlock* code = called_code(*occurrence);
        if (code == nullptr) continue;
        for (const CodeStatement& inner : code->statements) {
          for (const Action& called : inner.actions) place(called, &inner, true);
        }
      }
      if (!statement.analysis.code) continue;
      for (const CodeStatement& inner : statement.analysis.code->statements) {
        for (const Action& action : inner.actions) place(action, &inner, false);
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
