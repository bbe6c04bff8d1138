#include "settle/privilege_targets.h"

#include <algorithm>
#include <string_view>

#include "settle/aspects.h"

namespace pgsettle {
namespace {

using Targets = std::optional<std::vector<PrivilegeTarget>>;

// ALL, as acldefault() gives it to the owner (src/include/utils/acl.h).
std::vector<std::string> all_privileges(ObjectKind kind, bool maintain) {
  switch (kind) {
    case ObjectKind::sequence:
      return {"SELECT", "UPDATE", "USAGE"};
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
      return {"EXECUTE"};
    case ObjectKind::database:
      return {"CONNECT", "CREATE", "TEMPORARY"};
    case ObjectKind::schema:
      return {"CREATE", "USAGE"};
    case ObjectKind::type:
    case ObjectKind::domain:
      return {"USAGE"};
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table: {
      std::vector<std::string> list = {"DELETE",  "INSERT",   "REFERENCES", "SELECT",
                                       "TRIGGER", "TRUNCATE", "UPDATE"};
      if (maintain) list.emplace_back("MAINTAIN");  // the server knows it
      return list;
    }
    default:
      return {};
  }
}

PrivilegeTarget target_of(const CatalogObject& object, const Aspect& key, const Facts& facts) {
  PrivilegeTarget target = {.key = key,
                            .owned = object.owned,
                            .all = all_privileges(object.kind, object.maintain),
                            .acl = object.acl};
  if (!is_relation(object.kind)) return target;
  for (const CatalogObject* column : facts.members(ObjectKind::column, object.name)) {
    if (!column->acl.empty()) target.columns[column->name.name] = column->acl;
  }
  return target;
}

Aspect key_of(const CatalogObject& object) {
  return {.object = object_id(object), .kind = AspectKind::privileges};
}

// ALL TABLES has views in it, ALL FUNCTIONS aggregates (objectsInSchemaToOids() in
// src/backend/catalog/aclchk.c).
bool is_meant(const CatalogObject& object, ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table:
      return object.kind == ObjectKind::table || object.kind == ObjectKind::view ||
             object.kind == ObjectKind::materialized_view ||
             object.kind == ObjectKind::foreign_table;
    case ObjectKind::function:
      return object.kind == ObjectKind::function || object.kind == ObjectKind::aggregate;
    case ObjectKind::routine:
      return true;
    default:
      return object.kind == kind;
  }
}

Targets all_in_schema(const PlacedAction& subject) {
  const std::string& name = subject.action.object.name;
  const CatalogObject* schema = subject.facts.schema(name);
  if (schema == nullptr || !schema->as<catalog::Schema>().usable) return std::nullopt;
  const ObjectKind kind = subject.action.kind;
  std::vector<PrivilegeTarget> targets;
  for (const CatalogObject* object :
       is_routine(kind) ? subject.facts.routines_in(name) : subject.facts.relations_in(name)) {
    if (is_meant(*object, kind))
      targets.push_back(target_of(*object, key_of(*object), subject.facts));
  }
  return targets;
}

// As pg_default_acl has it.
std::string_view default_type(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table:
      return "r";
    case ObjectKind::sequence:
      return "S";
    case ObjectKind::function:
      return "f";
    case ObjectKind::type:
      return "T";
    case ObjectKind::schema:
      return "n";
    default:
      return {};
  }
}

Targets future_objects(const PlacedAction& subject, const GrantDetails& grant) {
  const std::string_view type = default_type(subject.action.kind);
  if (type.empty()) return std::nullopt;
  std::vector<std::string> roles = grant.roles;
  if (roles.empty()) roles.push_back(subject.names.user());
  std::vector<std::string> schemas = grant.schemas;
  if (schemas.empty()) schemas.emplace_back();
  std::vector<PrivilegeTarget> targets;
  for (const std::string& role : roles) {
    const CatalogObject* everywhere = subject.facts.default_privileges(role, "", type);
    if (everywhere == nullptr) return std::nullopt;
    for (const std::string& schema : schemas) {
      if (!schema.empty() && subject.facts.schema(schema) == nullptr) return std::nullopt;
      const CatalogObject* found = subject.facts.default_privileges(role, schema, type);
      targets.push_back({.key = {.object = {.kind = ObjectKind::default_privileges,
                                            .name = {.schema = schema, .name = role},
                                            .arguments = std::string(type)},
                                 .kind = AspectKind::default_privileges},
                         .owned = everywhere->owned,
                         .all = all_privileges(subject.action.kind, everywhere->maintain),
                         .acl = found != nullptr ? found->acl : std::vector<std::string>()});
    }
  }
  return targets;
}

}  // namespace

Targets privilege_targets(const PlacedAction& subject) {
  const auto* grant = subject.action.as<GrantDetails>();
  if (grant == nullptr) return std::nullopt;
  if (grant->default_privileges) return future_objects(subject, *grant);
  if (grant->all_in_schema) return all_in_schema(subject);
  const CatalogObject* object = subject.find();
  // GRANT ON TABLE means views, sequences and the like, too; an index has none.
  if (object == nullptr || object->acl.empty()) return std::nullopt;
  return std::vector{
      target_of(*object, {object_id(subject), AspectKind::privileges}, subject.facts)};
}

}  // namespace pgsettle
