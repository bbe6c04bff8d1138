#include "settle/step_index.h"

namespace pgsettle {
namespace {

using Kind = Member::Kind;

Kind kind_of_member(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::column:
    case ObjectKind::attribute:
    case ObjectKind::identity:
    case ObjectKind::expression:
      return Kind::column;
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
      return Kind::constraint;
    default:
      return Kind::self;
  }
}

// What the sub-command changes, where its kind tells.
std::set<Property> properties_of(Change change) {
  switch (change) {
    case Change::set_default:
    case Change::drop_default:
      return {Property::default_value};
    case Change::set_not_null:
    case Change::drop_not_null:
      return {Property::not_null};
    case Change::column_type:
      return {Property::type, Property::collation};
    case Change::owner:
      return {Property::owner};
    case Change::settings:
      return {Property::persistence, Property::parameter, Property::tablespace,
              Property::access_method};
    default:
      return {};
  }
}

}  // namespace

StepIndex::StepIndex(const Judgements& steps) {
  for (const JudgedStatement& step : steps) {
    for (const JudgedAction& part : step.actions) take(part);
  }
}

void StepIndex::take(const JudgedAction& part) {
  const PlacedAction& subject = part.placed;
  const Action& action = subject.action;
  const Kind kind = kind_of_member(action.kind);
  const Member member = {.object = kind == Kind::self ? subject.object : subject.owner,
                         .kind = kind,
                         .name = kind == Kind::self ? std::string() : action.object.name};
  switch (action.verb) {
    case Verb::create:
      return take_create(part);
    case Verb::alter:
      return take_alter(part);
    case Verb::drop:
      if (action.kind == ObjectKind::inheritance || action.kind == ObjectKind::partition) {
        set_[{.object = subject.owner}].insert(Property::parents);
        return;
      }
      return replace(member);
    case Verb::set_schema:
      return replace(member);
    case Verb::rename: {
      if (action.kind == ObjectKind::enum_value) {
        labels_.insert({.object = subject.owner, .name = action.new_name});
        return;
      }
      replace(member);
      Member now = member;
      (kind == Kind::self ? now.object.name : now.name) = action.new_name;
      return replace(now);
    }
    default:
      return;
  }
}

void StepIndex::take_create(const JudgedAction& part) {
  const PlacedAction& subject = part.placed;
  const Action& action = subject.action;
  const Member column = {.object = subject.owner, .kind = Kind::column, .name = action.object.name};
  switch (action.kind) {
    case ObjectKind::column:
      declared_.emplace(column, &part);
      break;
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint: {
      added_.insert(
          {.object = subject.owner, .kind = Kind::constraint, .name = action.object.name});
      const auto* definition = action.as<ConstraintDefinition>();
      if (definition != nullptr && definition->type == ConstraintType::primary_key) {
        keyed_.insert(subject.owner);
      }
      break;
    }
    case ObjectKind::enum_value:
      labels_.insert({.object = subject.owner, .name = action.object.name});
      break;
    case ObjectKind::identity:
      replace(column);
      break;
    case ObjectKind::inheritance:
      set_[{.object = subject.owner}].insert(Property::parents);
      break;
    case ObjectKind::partition:
      set_[{.object = subject.object}].insert({Property::parents, Property::bound});
      break;
    case ObjectKind::option:
      set_[{.object = subject.owner}].insert(Property::parameter);
      break;
    default:
      if (const auto* table = action.as<RelationDefinition>(); table != nullptr) {
        for (const Column& each : table->columns) {
          declared_.emplace(
              Member{.object = subject.object, .kind = Kind::column, .name = each.name}, &part);
        }
      }
  }
}

// ALTER TABLE names a column or constraint that it changes as if it were the table's object.
void StepIndex::take_alter(const JudgedAction& part) {
  const PlacedAction& subject = part.placed;
  const Action& action = subject.action;
  std::set<Property> properties = properties_of(action.change);
  for (const Declared& entry : action.declared) properties.insert(entry.property);
  const bool of_member =
      !subject.owner.empty() && !action.object.name.empty() && action.kind != ObjectKind::domain;
  if (!of_member) {
    const QualifiedName& object = subject.owner.empty() ? subject.object : subject.owner;
    set_[{.object = object}].insert(properties.begin(), properties.end());
    return;
  }
  for (const Kind kind : {Kind::column, Kind::constraint}) {
    const Member member = {.object = subject.owner, .kind = kind, .name = action.object.name};
    if (properties.empty() && action.cost != AlterCost::weak_lock) {
      replace(member);  // it is not known what of it changes
    } else {
      set_[member].insert(properties.begin(), properties.end());
    }
  }
}

bool StepIndex::sets(const Member& member, Property property) const {
  if (replaces(member)) return true;
  const auto found = set_.find(member);
  return found != set_.end() && found->second.contains(property);
}

bool StepIndex::replaces(const Member& member) const { return replaced_.contains(member); }

const JudgedAction* StepIndex::declaration_of(const QualifiedName& table,
                                              const std::string& column) const {
  const auto found =
      declared_.find({.object = table, .kind = Member::Kind::column, .name = column});
  return found != declared_.end() ? found->second : nullptr;
}

bool StepIndex::adds_label(const QualifiedName& type, const std::string& label) const {
  return labels_.contains({.object = type, .name = label});
}

}  // namespace pgsettle
