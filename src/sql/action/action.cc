#include "sql/action/action.h"

#include <fmt/format.h>

namespace pgsettle {
namespace {

std::string text(const QualifiedName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

std::string full(const QualifiedName& name) { return name.schema + "." + name.name; }

}  // namespace

std::string describe(const Action& action) {
  std::string description(name(action.kind));
  if (!action.object.empty()) description += fmt::format(" \"{}\"", text(action.object));
  if (is_routine(action.kind)) description += fmt::format("({})", action.arguments);
  if (!action.owner.empty()) {
    const bool in = action.kind == ObjectKind::enum_value || action.kind == ObjectKind::attribute;
    description += fmt::format(" {} \"{}\"", in ? "of" : "on", text(action.owner));
  }
  return description;
}

std::string object_key(const Action& action, const QualifiedName& object,
                       const QualifiedName& owner) {
  const ObjectKind kind = action.kind;
  if (is_relation(kind)) return "relation " + full(object);
  if (is_routine(kind)) {
    return fmt::format("routine {}({}{}", full(object), action.arguments,
                       action.arguments_unspecified ? "" : ")");
  }
  if (kind == ObjectKind::type || kind == ObjectKind::domain) return "type " + full(object);
  if (kind == ObjectKind::partition) return "partition " + full(object);
  const auto* constraint = action.as<ConstraintDefinition>();
  if (constraint != nullptr && constraint->type == ConstraintType::primary_key &&
      kind == ObjectKind::constraint) {
    return "primary key on " + full(owner);
  }
  std::string key = fmt::format("{} {}", name(kind), is_member(kind) ? object.name : full(object));
  if (!action.arguments.empty()) key += fmt::format(" ({})", action.arguments);
  if (!owner.empty()) key += " on " + full(owner);
  return key;
}

}  // namespace pgsettle
