#include "lint/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "lint/rerun.h"
#include "lint/search_path.h"

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
  resolve_all();
  simulate_rerun(order_);
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
