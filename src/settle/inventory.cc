#include "settle/inventory.h"

#include <algorithm>
#include <set>
#include <string>

#include "settle/facts.h"
#include "settle/name_completion.h"
#include "settle/prover.h"

namespace pgsettle {
namespace {

const Answers no_answers;

// What the scripts leave behind.
class DeclaredObjects {
 public:
  explicit DeclaredObjects(const PlanSources& sources) : facts_(sources.facts) {
    for (const PlacedStatement& placed : sources.statements) {
      take(*placed.analysis, Names(facts_, placed.scope));
    }
  }

  bool has(const CatalogObject& object) const { return objects_.contains(id_of(object)); }
  bool works_in(const std::string& schema) const { return schemas_.contains(schema); }
  bool names_indexes_of(const QualifiedName& table) const { return !unnamed_.contains(table); }

 private:
  void take(const Analysis& analysis, const Names& names) {
    for (const Action& action : analysis.actions) take(action, names);
    if (!analysis.code) return;
    for (const CodeStatement& inner : analysis.code->statements) {
      for (const Action& action : inner.actions) take(action, names);
    }
  }

  void take(const Action& action, const Names& names) {
    const PlacedAction subject = place_action(action, {}, facts_, names, no_answers);
    if (action.verb == Verb::rename || action.verb == Verb::set_schema) return take_move(subject);
    if (action.verb != Verb::create && action.verb != Verb::drop) return;
    const CatalogObject* object = subject.find();
    if (action.verb == Verb::drop) {
      if (object != nullptr) objects_.erase(id_of(*object));
      return;
    }
    add(object);
    schemas_.insert(action.kind == ObjectKind::schema ? subject.object.name
                    : is_member(action.kind)          ? subject.owner.schema
                                                      : subject.object.schema);
    if (action.unnamed) unnamed_.insert(subject.owner);
  }

  void take_move(const PlacedAction& subject) {
    const Action& action = subject.action;
    const bool renames = action.verb == Verb::rename;
    QualifiedName now = subject.object;
    (renames ? now.name : now.schema) = action.new_name;
    if (is_member(action.kind)) return add(facts_.member(action.kind, subject.owner, now.name));
    if (renames && action.kind == ObjectKind::schema) schemas_.insert(now.name);
    // ALTER TABLE may rename a view, ALTER FUNCTION one of many.
    add(facts_.relation(now));
    add(facts_.type(now));
    for (const CatalogObject* routine : facts_.routines(now)) add(routine);
    if (is_named_in_schema(action.kind)) schemas_.insert(now.schema);
  }

  void add(const CatalogObject* object) {
    if (object != nullptr) objects_.insert(id_of(*object));
  }

  const Facts& facts_;
  std::set<ObjectId> objects_;
  std::set<std::string> schemas_;
  std::set<QualifiedName> unnamed_;  // tables with an index that the server has named
};

bool counts(const CatalogObject& object, const DeclaredObjects& declared) {
  const bool member = object.name.schema.empty();
  if (!declared.works_in(member ? object.owner.schema : object.name.schema)) return false;
  if (object.extension.has_value() || object.relation.partition || object.inherited ||
      object.internal) {
    return false;
  }
  switch (object.kind) {
    case ObjectKind::type:
    case ObjectKind::domain:
      return !object.as<catalog::Type>().of_relation &&
             object.as<catalog::Type>().typtype != catalog::Typtype::multirange;
    case ObjectKind::index:
      return !object.as<catalog::Index>().of_constraint && declared.names_indexes_of(object.owner);
    case ObjectKind::sequence:
      return !object.as<catalog::Sequence>().owned_by.has_value();
    default:
      return is_relation(object.kind) || is_routine(object.kind) ||
             object.kind == ObjectKind::statistics || object.kind == ObjectKind::trigger ||
             object.kind == ObjectKind::policy || object.kind == ObjectKind::rule;
  }
}

}  // namespace

Inventory take_inventory(const PlanSources& sources, const std::vector<CatalogObject>& objects) {
  const DeclaredObjects declared(sources);
  Inventory inventory;
  std::set<ObjectId> orphans;
  for (const CatalogObject& object : objects) {
    const bool is_index = object.kind == ObjectKind::index;
    if (is_index && !object.as<catalog::Index>().valid && declared.works_in(object.name.schema)) {
      inventory.invalid_indexes.push_back(&object);
    }
    if (!counts(object, declared) || declared.has(object)) continue;
    if (orphans.insert(id_of(object)).second) inventory.orphans.push_back(&object);
  }
  // What belongs to an orphan needs no mention.
  const auto belongs = [&](const CatalogObject* object) {
    if (object->owner.empty()) return false;
    return std::ranges::any_of(inventory.orphans, [&](const CatalogObject* other) {
      return other->name == object->owner && is_relation(other->kind);
    });
  };
  std::vector<const CatalogObject*> left;
  std::ranges::copy_if(inventory.orphans, std::back_inserter(left),
                       [&](const CatalogObject* object) { return !belongs(object); });
  inventory.orphans = std::move(left);
  std::ranges::sort(inventory.orphans, {}, [](const CatalogObject* o) { return id_of(*o); });
  return inventory;
}

}  // namespace pgsettle
