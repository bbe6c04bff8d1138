// Of tables. NOT NULL is the column's.
#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition"});

bool is_foreign_key(const CatalogObject& object) { return object.get("type") == "f"; }

Phase phase(const CatalogObject& object) {
  return is_foreign_key(object) ? Phase::constraint : Phase::key;
}

std::string phrase(const CatalogObject& object) { return phrase_on_relation("CONSTRAINT", object); }

std::string drop(const CatalogObject& object) {
  return fmt::format("{} DROP CONSTRAINT IF EXISTS {}", alter_table(object),
                     sql_identifier(object.name.name));
}

std::string add(const CatalogObject& object) {
  return fmt::format("{} ADD CONSTRAINT {} {}", alter_table(object),
                     sql_identifier(object.name.name), object.get("definition"));
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(phase(object),
             fmt::format("DO $$BEGIN\n  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = "
                         "{}::regclass\n                 AND conname = {}) THEN\n    {};\n  END "
                         "IF;\nEND$$",
                         quote_literal(sql_name(object.owner)), quote_literal(object.name.name),
                         add(object)));
}

void change(const ObjectChange& change, const Snapshot&, ChangeScript& script) {
  script.add(phase(change.to), drop(change.to));
  script.add(phase(change.to), add(change.to));
}

}  // namespace

extern const DriftKind constraint{.id = "constraint",
                                  .claims = is_one_of<ObjectKind::constraint>,
                                  .attributes = attributes,
                                  .phrase = phrase,
                                  .phase = phase,
                                  .create = create,
                                  .change = change,
                                  .drop = drop,
                                  .has_owner = false};

}  // namespace pgsettle::drift_kinds
