// Of tables. NOT NULL is the column's.
#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes =
    std::to_array<std::string_view>({"definition", "index_options", "index"});

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

// What is its index's and no part of its definition. "t f": clustered, the replica identity.
void set_index(const CatalogObject& object, ChangeScript& script) {
  const std::string name = sql_identifier(object.name.name);
  const CatalogObject index = {.lists = {{"options", object.list("index_options")}}};
  if (!index.list("options").empty()) {
    const QualifiedName full = {.schema = object.owner.schema, .name = object.name.name};
    script.add(Phase::property,
               fmt::format("ALTER INDEX {} SET ({})", sql_name(full), option_list(index)));
  }
  const std::string_view roles = object.get("index");
  if (roles.starts_with("t ")) {
    script.add(Phase::property, alter_table(object) + " CLUSTER ON " + name);
  }
  if (roles.find(" t") != std::string_view::npos) {
    script.add(Phase::property, alter_table(object) + " REPLICA IDENTITY USING INDEX " + name);
  }
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(phase(object),
             fmt::format("DO $$BEGIN\n  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = "
                         "{}::regclass\n                 AND conname = {}) THEN\n    {};\n  END "
                         "IF;\nEND$$",
                         quote_literal(sql_name(object.owner)), quote_literal(object.name.name),
                         add(object)));
  set_index(object, script);
}

void change(const ObjectChange& change, const Snapshot&, ChangeScript& script) {
  if (change.has("definition")) {
    script.add(phase(change.to), drop(change.to));
    script.add(phase(change.to), add(change.to));
  }
  set_index(change.to, script);
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
