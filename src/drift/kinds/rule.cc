#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition", "enabled"});

std::string phrase(const CatalogObject& object) { return phrase_on_relation("RULE", object); }

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP RULE IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  std::string text = with_or_replace(object.get("definition"));
  while (text.ends_with(';')) text.pop_back();
  script.add(Phase::trigger, text);
  if (object.get("enabled") != "O") set_state("RULE", object, script);
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (change.has("definition")) return create(change.to, all, script);
  if (change.has("enabled")) set_state("RULE", change.to, script);
}

}  // namespace

extern const DriftKind rule{.id = "rule",
                            .claims = is_one_of<ObjectKind::rule>,
                            .attributes = attributes,
                            .phrase = phrase,
                            .phase = always<Phase::trigger>,
                            .create = create,
                            .change = change,
                            .drop = drop,
                            .has_owner = false};

}  // namespace pgsettle::drift_kinds
