// Of composite types; read by the query of column.cc.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({known<&catalog::Column::number>("number"),
                                              compared<&catalog::Column::type>("type"),
                                              compared<&catalog::Column::collation>("collation")});

std::string alter(const CatalogObject& object) {
  return fmt::format("ALTER TYPE {}", sql_name(object.owner));
}

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("COLUMN {}.{}", sql_name(object.owner), sql_identifier(object.name.name));
}

// There is no ADD ATTRIBUTE IF NOT EXISTS.
void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::type,
             guarded(fmt::format("{} ADD ATTRIBUTE {} {}", alter(object),
                                 sql_identifier(object.name.name), type_and_collation(object)),
                     "duplicate_column"));
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
                                   .fields = fields,
                                   .sql_reference = sql_reference,
                                   .phase = always<Phase::type>,
                                   .create = create,
                                   .change = change,
                                   .drop = drop,
                                   .holds_data = true,
                                   .has_owner = false};

}  // namespace pgsettle::kinds
