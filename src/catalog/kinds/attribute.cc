// Of composite types.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"type", "collation"});

std::string alter(const CatalogObject& object) {
  return fmt::format("ALTER TYPE {}", sql_name(object.owner));
}

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("COLUMN {}.{}", sql_name(object.owner), sql_identifier(object.name.name));
}

// There is no ADD ATTRIBUTE IF NOT EXISTS.
void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(
      Phase::type,
      fmt::format("DO $$BEGIN\n  {} ADD ATTRIBUTE {} {};\nEXCEPTION WHEN duplicate_column "
                  "THEN NULL;\nEND$$",
                  alter(object), sql_identifier(object.name.name), type_and_collation(object)));
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::type,
             fmt::format("{} ALTER ATTRIBUTE {} TYPE {}", alter(change.to),
                         sql_identifier(change.to.name.name), type_and_collation(change.to)));
}

std::string drop(const CatalogObject& object) {
  return fmt::format("{} DROP ATTRIBUTE IF EXISTS {}", alter(object),
                     sql_identifier(object.name.name));
}

}  // namespace

extern const CatalogKind attribute{.id = "attribute",
                                   .claims = is_one_of<ObjectKind::attribute>,
                                   .attributes = attributes,
                                   .sql_reference = sql_reference,
                                   .phase = always<Phase::type>,
                                   .create = create,
                                   .change = change,
                                   .drop = drop,
                                   .holds_data = true,
                                   .has_owner = false};

}  // namespace pgsettle::kinds
