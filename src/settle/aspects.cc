#include "settle/aspects.h"

#include <fmt/format.h>

namespace pgsettle {
namespace {

Aspect privileges_of(const PlacedAction& placed) {
  const auto* grant = placed.action.as<GrantDetails>();
  if (grant == nullptr || placed.action.kind == ObjectKind::role) {
    return {.object = {.kind = ObjectKind::role}, .kind = AspectKind::memberships};
  }
  if (grant->all_in_schema) {
    // One for each kind of objects, which stands where a routine's types would.
    return {.object = {.kind = ObjectKind::schema,
                       .name = placed.action.object,
                       .arguments = std::string(name(placed.action.kind))},
            .kind = AspectKind::privileges_of_all};
  }
  if (!grant->default_privileges) {
    return {.object = object_id(placed), .kind = AspectKind::privileges};
  }
  return {.object = {.kind = ObjectKind::default_privileges,
                     .arguments =
                         fmt::format("{} of {} in {}", name(placed.action.kind),
                                     fmt::join(grant->roles, ","), fmt::join(grant->schemas, ","))},
          .kind = AspectKind::default_privileges};
}

AspectKind kind_of_change(Change change) {
  switch (change) {
    case Change::set_default:
    case Change::drop_default:
      return AspectKind::default_value;
    case Change::set_not_null:
    case Change::drop_not_null:
      return AspectKind::not_null;
    case Change::owner:
      return AspectKind::owner;
    case Change::row_security:
      return AspectKind::row_security;
    default:
      return AspectKind::state;
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
      return {.object = object_id(placed), .kind = AspectKind::comment};
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
    return {.object = object_id(placed), .kind = kind_of_change(action.change)};
  }
  ObjectId member = {.kind = ObjectKind::column,
                     .name = {.schema = {}, .name = placed.object.name},
                     .parent = placed.owner};
  return {.object = std::move(member), .kind = kind_of_change(action.change)};
}

}  // namespace pgsettle
