#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition"});

std::string phrase(const CatalogObject& object) { return phrase_on_relation("POLICY", object); }

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP POLICY IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::trigger, drop(object));
  script.add(Phase::trigger, std::string(object.get("definition")));
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (change.has("definition")) create(change.to, all, script);
}

}  // namespace

extern const DriftKind policy{.id = "policy",
                              .claims = is_one_of<ObjectKind::policy>,
                              .attributes = attributes,
                              .phrase = phrase,
                              .phase = always<Phase::trigger>,
                              .create = create,
                              .change = change,
                              .drop = drop,
                              .has_owner = false};

}  // namespace pgsettle::drift_kinds
