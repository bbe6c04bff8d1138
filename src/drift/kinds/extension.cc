#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

std::string phrase(const CatalogObject& object) {
  return "EXTENSION " + sql_identifier(object.name.name);
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::extension,
             fmt::format("CREATE EXTENSION IF NOT EXISTS {} SCHEMA {}",
                         sql_identifier(object.name.name), sql_identifier(object.get("schema"))));
}

void change(const ObjectChange&, const Snapshot&, ChangeScript&) {}

}  // namespace

extern const DriftKind extension{.id = "extension",
                                 .claims = is_one_of<ObjectKind::extension>,
                                 .attributes = {},
                                 .phrase = phrase,
                                 .phase = always<Phase::extension>,
                                 .create = create,
                                 .change = change,
                                 .holds_data = true,
                                 .has_owner = false};

}  // namespace pgsettle::drift_kinds
