#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes =
    std::to_array<std::string_view>({"definition", "valid", "clustered", "identity_index"});

std::string sql_reference(const CatalogObject& object) { return "INDEX " + sql_name(object.name); }

void set_roles(const ObjectChange& change, Remedy& remedy) {
  const CatalogObject& to = change.to;
  const std::string name = sql_identifier(to.name.name);
  if (change.has("clustered")) {
    remedy.add(Phase::property, alter_table(to) + (to.is("clustered") ? " CLUSTER ON " + name
                                                                      : " SET WITHOUT CLUSTER"));
  }
  if (change.has("identity_index") && to.is("identity_index")) {
    remedy.add(Phase::property, alter_table(to) + " REPLICA IDENTITY USING INDEX " + name);
  }
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  std::string text = with_if_not_exists(object.get("definition"), "INDEX ");
  const std::size_t only = text.find(" ON ONLY ");
  // Else it waits, invalid, for those of the partitions.
  if (object.is("partitioned") && only != std::string::npos) text.erase(only + 3, 5);
  remedy.add(Phase::key, text);
  const CatalogObject plain;
  ObjectChange roles = {.from = plain, .to = object, .attributes = {}};
  if (object.is("clustered")) roles.attributes.insert("clustered");
  if (object.is("identity_index")) roles.attributes.insert("identity_index");
  set_roles(roles, remedy);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (!change.has("definition") && !change.has("valid")) return set_roles(change, remedy);
  remedy.add(Phase::key, drop_if_exists(sql_reference(change.to), sql_name(change.to.name)));
  create(change.to, all, remedy);
}

}  // namespace

extern const CatalogKind index{.id = "index",
                               .claims = is_one_of<ObjectKind::index>,
                               .attributes = attributes,
                               .sql_reference = sql_reference,
                               .phase = always<Phase::key>,
                               .create = create,
                               .change = change,
                               .has_owner = false};

}  // namespace pgsettle::kinds
