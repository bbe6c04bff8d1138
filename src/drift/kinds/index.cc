#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition", "valid", "clustered"});

std::string phrase(const CatalogObject& object) { return "INDEX " + sql_name(object.name); }

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::key, with_if_not_exists(object.get("definition"), "INDEX "));
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (change.has("definition") || change.has("valid")) {
    script.add(Phase::key, drop_if_exists(phrase(change.to), sql_name(change.to.name)));
    create(change.to, all, script);
  }
  if (change.has("clustered")) {
    script.add(Phase::property, change.to.is("clustered")
                                    ? fmt::format("{} CLUSTER ON {}", alter_table(change.to),
                                                  sql_identifier(change.to.name.name))
                                    : alter_table(change.to) + " SET WITHOUT CLUSTER");
  }
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
