#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition", "enabled"});

std::string phrase(const CatalogObject& object) { return phrase_on_relation("TRIGGER", object); }

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP TRIGGER IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::trigger, drop(object));
  script.add(Phase::trigger, std::string(object.get("definition")));
  if (object.get("enabled") != "O") set_state("TRIGGER", object, script);
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (change.has("definition")) return create(change.to, all, script);
  if (change.has("enabled")) set_state("TRIGGER", change.to, script);
}

}  // namespace

extern const DriftKind trigger{.id = "trigger",
                               .claims = is_one_of<ObjectKind::trigger>,
                               .attributes = attributes,
                               .phrase = phrase,
                               .phase = always<Phase::trigger>,
                               .create = create,
                               .change = change,
                               .drop = drop,
                               .has_owner = false};

}  // namespace pgsettle::drift_kinds
