#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition"});

std::string phrase(const CatalogObject& object) { return "STATISTICS " + sql_name(object.name); }

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::key, with_if_not_exists(object.get("definition"), "STATISTICS "));
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (!change.has("definition")) return;
  script.add(Phase::key, drop_if_exists(phrase(change.to), sql_name(change.to.name)));
  create(change.to, all, script);
}

}  // namespace

extern const DriftKind statistics{.id = "statistics",
                                  .claims = is_one_of<ObjectKind::statistics>,
                                  .attributes = attributes,
                                  .phrase = phrase,
                                  .phase = always<Phase::key>,
                                  .create = create,
                                  .change = change};

}  // namespace pgsettle::drift_kinds
