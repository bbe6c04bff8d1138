#include "settle/loss.h"

#include <algorithm>
#include <set>

namespace pgsettle {
namespace {

// Triggers, rules, defaults, comments and privileges of columns.
bool has_members(const CatalogObject& view, const Facts& facts) {
  if (!facts.members(ObjectKind::trigger, view.name).empty()) return true;
  if (!facts.members(ObjectKind::rule, view.name).empty()) return true;
  return std::ranges::any_of(facts.members(ObjectKind::column, view.name),
                             [](const CatalogObject* column) {
                               return column->as<catalog::Column>().default_value.has_value() ||
                                      column->comment.has_value() || !column->acl.empty();
                             });
}

bool has_statistics(const CatalogObject& index, const Facts& facts) {
  return std::ranges::any_of(
      facts.members(ObjectKind::column, index.name),
      [](const CatalogObject* column) { return column->as<catalog::Column>().statistics != -1; });
}

}  // namespace

bool has_other_privileges(const CatalogObject& object) {
  if (!object.fresh_acl) return false;
  const auto& now = object.acl;
  const auto& fresh = *object.fresh_acl;
  return std::set(now.begin(), now.end()) != std::set(fresh.begin(), fresh.end());
}

bool is_replaceable(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::view:
    case ObjectKind::index:
    case ObjectKind::constraint:
      return true;
    default:
      return false;
  }
}

std::string lost_by_drop(const CatalogObject& object, const PlacedAction& subject,
                         const KeptByRun& kept) {
  if (object.comment && !kept.comment) return "its comment would go with it";
  if (object.depended_on) return "something depends on it";
  if (object.extension) return "an extension owns it";
  const CatalogObject* owner = subject.find_owner();
  const auto& constraint = object.as<catalog::Constraint>();
  const bool reaches_heirs =
      object.kind == ObjectKind::index || object.kind == ObjectKind::constraint;
  if (reaches_heirs && owner != nullptr &&
      (owner->relation.has_children || owner->relation.partitioned)) {
    return "partitions or heirs have it, too";
  }
  if (object.kind == ObjectKind::view && has_members(object, subject.facts)) {
    return "what belongs to the view would go with it";
  }
  if (object.needs_extension) return "it depends on an extension";
  if (object.inherited) return "it is inherited";
  if (object.as<catalog::Index>().clustered || object.as<catalog::Index>().identity_index)
    return "the table refers to it";
  if (!object.owner_role.empty() && object.kind != ObjectKind::index &&
      object.owner_role != subject.names.user()) {
    return "it would have another owner";
  }
  if (object.kind == ObjectKind::index && has_statistics(object, subject.facts)) {
    return "the statistics targets of its columns would go with it";
  }
  if (constraint.clustered || constraint.identity_index || constraint.moved) {
    return "the table refers to its index";
  }
  if (constraint.index_comment) return "the comment of its index would go with it";
  if (has_other_privileges(object) && !kept.privileges) return "it would have other privileges";
  return {};
}

}  // namespace pgsettle
