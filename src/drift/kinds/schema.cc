#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

std::string phrase(const CatalogObject& object) {
  return "SCHEMA " + sql_identifier(object.name.name);
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::schema,
             fmt::format("CREATE SCHEMA IF NOT EXISTS {}", sql_identifier(object.name.name)));
}

void change(const ObjectChange&, const Snapshot&, ChangeScript&) {}

}  // namespace

extern const DriftKind schema{.id = "schema",
                              .claims = is_one_of<ObjectKind::schema>,
                              .attributes = {},
                              .phrase = phrase,
                              .phase = always<Phase::schema>,
                              .create = create,
                              .change = change,
                              .holds_data = true};

}  // namespace pgsettle::drift_kinds
