#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes =
    std::to_array<std::string_view>({"definition", "valid", "clustered", "identity_index"});

std::string phrase(const CatalogObject& object) { return "INDEX " + sql_name(object.name); }

void set_roles(const ObjectChange& change, ChangeScript& script) {
  const CatalogObject& to = change.to;
  const std::string name = sql_identifier(to.name.name);
  if (change.has("clustered")) {
    script.add(Phase::property, alter_table(to) + (to.is("clustered") ? " CLUSTER ON " + name
                                                                      : " SET WITHOUT CLUSTER"));
  }
  if (change.has("identity_index") && to.is("identity_index")) {
    script.add(Phase::property, alter_table(to) + " REPLICA IDENTITY USING INDEX " + name);
  }
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  std::string text = with_if_not_exists(object.get("definition"), "INDEX ");
  const std::size_t only = text.find(" ON ONLY ");
  // Else it waits, invalid, for those of the partitions.
  if (object.is("partitioned") && only != std::string::npos) text.erase(only + 3, 5);
  script.add(Phase::key, text);
  const CatalogObject plain;
  ObjectChange roles = {.from = plain, .to = object, .attributes = {}};
  if (object.is("clustered")) roles.attributes.insert("clustered");
  if (object.is("identity_index")) roles.attributes.insert("identity_index");
  set_roles(roles, script);
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (!change.has("definition") && !change.has("valid")) return set_roles(change, script);
  script.add(Phase::key, drop_if_exists(phrase(change.to), sql_name(change.to.name)));
  create(change.to, all, script);
}

}  // namespace

extern const DriftKind index{.id = "index",
                             .claims = is_one_of<ObjectKind::index>,
                             .attributes = attributes,
                             .phrase = phrase,
                             .phase = always<Phase::key>,
                             .create = create,
                             .change = change,
                             .has_owner = false};

}  // namespace pgsettle::drift_kinds
