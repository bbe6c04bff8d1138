#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition"});

bool claims(const CatalogObject& object) {
  return object.kind == ObjectKind::domain_constraint && object.get("type") != "n";
}

std::string phrase(const CatalogObject& object) {
  return fmt::format("CONSTRAINT {} ON DOMAIN {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

std::string drop(const CatalogObject& object) {
  return fmt::format("ALTER DOMAIN {} DROP CONSTRAINT IF EXISTS {}", sql_name(object.owner),
                     sql_identifier(object.name.name));
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::type, drop(object));
  script.add(Phase::type,
             fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} {}", sql_name(object.owner),
                         sql_identifier(object.name.name), object.get("definition")));
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  create(change.to, all, script);
}

}  // namespace

extern const DriftKind domain_constraint{.id = "domain_constraint",
                                         .claims = claims,
                                         .attributes = attributes,
                                         .phrase = phrase,
                                         .phase = always<Phase::type>,
                                         .create = create,
                                         .change = change,
                                         .drop = drop,
                                         .has_owner = false};

}  // namespace pgsettle::drift_kinds
