#include "settle/inventory.h"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include "settle/facts.h"
#include "settle/place.h"
#include "settle/prover.h"

namespace pgsettle {
namespace {

const Answers no_answers;

// What the scripts leave behind, by identity().
class DeclaredObjects {
 public:
  explicit DeclaredObjects(const PlanSources& sources) : facts_(sources.facts), place_(sources.facts) {
    for (const Script& script : sources.scripts) {
      if (!sources.shared_session) place_ = Place(facts_);
      for (const ScriptItem& item : script.items) {
        const auto* statement = std::get_if<Statement>(&item);
        if (statement != nullptr) take(sources.analyses.of(*statement));
      }
    }
  }

  bool has(const CatalogObject& object) const { return objects_.contains(identity(object)); }
  bool works_in(const std::string& schema) const { return schemas_.contains(schema); }
  bool names_indexes_of(const QualifiedName& table) const { return !unnamed_.contains(table); }

 private:
  void take(const Analysis& analysis) {
    for (const Action& action : analysis.actions) take(action);
    if (!analysis.code) return;
    for (const CodeStatement& inner : analysis.code->statements) {
      for (const Action& action : inner.actions) take(action);
    }
  }

  void take(const Action& action) {
    const Subject subject = make_subject(action, {}, facts_, place_, no_answers);
    place_.follow(action);
    if (action.verb == Verb::rename || action.verb == Verb::set_schema) return take_move(subject);
    if (action.verb != Verb::create && action.verb != Verb::drop) return;
    const CatalogObject* object = subject.find();
    if (action.verb == Verb::drop) {
      if (object != nullptr) objects_.erase(identity(*object));
      return;
    }
    add(object);
    schemas_.insert(action.kind == ObjectKind::schema ? subject.object.name
                    : is_member(action.kind)          ? subject.owner.schema
                                                      : subject.object.schema);
    if (action.unnamed) unnamed_.insert(subject.owner);
  }

  void take_move(const Subject& subject) {
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
    if (object != nullptr) objects_.insert(identity(*object));
  }

  const Facts& facts_;
  Place place_;
  std::set<std::string> objects_;
  std::set<std::string> schemas_;
  std::set<QualifiedName> unnamed_;  // tables with an index that the server has named
};

bool counts(const CatalogObject& object, const DeclaredObjects& declared) {
  const bool member = object.name.schema.empty();
  if (!declared.works_in(member ? object.owner.schema : object.name.schema)) return false;
  if (object.has("extension") || object.is("partition") || object.is("inherited") ||
      object.is("internal")) {
    return false;
  }
  switch (object.kind) {
    case ObjectKind::type:
    case ObjectKind::domain:
      return !object.is("of_relation") && object.get("typtype") != "m";
    case ObjectKind::index:
      return !object.is("of_constraint") && declared.names_indexes_of(object.owner);
    case ObjectKind::sequence:
      return !object.has("owned_by");
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
  std::set<std::string> orphans;
  for (const CatalogObject& object : objects) {
    const bool is_index = object.kind == ObjectKind::index;
    if (is_index && object.get("valid") == "false" && declared.works_in(object.name.schema)) {
      inventory.invalid_indexes.push_back(&object);
    }
    if (!counts(object, declared) || declared.has(object)) continue;
    if (orphans.insert(identity(object)).second) inventory.orphans.push_back(&object);
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
  std::ranges::sort(inventory.orphans, {}, [](const CatalogObject* o) { return identity(*o); });
  return inventory;
}

}  // namespace pgsettle
