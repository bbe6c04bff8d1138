#include "settle/aspects.h"

#include <fmt/format.h>

namespace pgsettle {
namespace {

Aspect privileges_of(const PlacedAction& placed) {
  const auto* grant = placed.action.as<GrantDetails>();
  if (grant == nullptr || placed.action.kind == ObjectKind::role) {
    return {.object = {.kind = ObjectKind::role}, .property = Property::memberships};
  }
  if (grant->all_in_schema) {
    // One for each kind of objects, which stands where a routine's types would.
    return {.object = {.kind = ObjectKind::schema,
                       .name = placed.action.object,
                       .arguments = std::string(name(placed.action.kind))},
            .property = Property::privileges_of_all};
  }
  if (!grant->default_privileges) {
    return {.object = object_id(placed), .property = Property::privileges};
  }
  return {.object = {.kind = ObjectKind::default_privileges,
                     .arguments =
                         fmt::format("{} of {} in {}", name(placed.action.kind),
                                     fmt::join(grant->roles, ","), fmt::join(grant->schemas, ","))},
          .property = Property::default_privileges};
}

Property property_of(Change change) {
  switch (change) {
    case Change::set_default:
    case Change::drop_default:
      return Property::default_value;
    case Change::set_not_null:
    case Change::drop_not_null:
      return Property::not_null;
    case Change::owner:
      return Property::owner;
    case Change::row_security:
      return Property::row_security;
    default:
      return Property::state;
  }
}

}  // namespace

ObjectId object_id(const PlacedAction& placed) {
  const Action& action = placed.action;
  const ObjectKind space = name_space(action.kind);
  ObjectId id = {.kind = space, .name = placed.object, .parent = placed.owner};
  if (is_member(action.kind)) id.name.schema.clear();
  if (is_relation(action.kind)) id.parent = {};  // an index goes by its own name
  // However its types are written.
  const CatalogObject* routine = is_routine(action.kind) ? placed.find() : nullptr;
  if (routine != nullptr) return object_id(*routine);
  id.arguments = action.arguments_unspecified ? "*" : action.arguments;
  return id;
}

ObjectId object_id(const CatalogObject& object) {
  ObjectId id = {.kind = name_space(object.kind),
                 .name = object.name,
                 .arguments = object.arguments,
                 .parent = object.owner};
  if (is_relation(object.kind)) id.parent = {};
  return id;
}

Aspect aspect_of(const PlacedAction& placed) {
  const Action& action = placed.action;
  switch (action.verb) {
    case Verb::comment:
      return {.object = object_id(placed), .property = Property::comment};
    case Verb::grant:
    case Verb::revoke:
      return privileges_of(placed);
    case Verb::alter:
      break;
    default:
      return {.object = object_id(placed)};
  }
  // ALTER TABLE names what it changes as if that were the table's object, and nothing when it
  // changes the table.
  if (placed.owner.empty()) {
    return {.object = object_id(placed), .property = property_of(action.change)};
  }
  ObjectId member = {.kind = ObjectKind::column,
                     .name = {.schema = {}, .name = placed.object.name},
                     .parent = placed.owner};
  return {.object = std::move(member), .property = property_of(action.change)};
}

}  // namespace pgsettle
