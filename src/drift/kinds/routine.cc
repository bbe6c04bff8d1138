// Functions, procedures and aggregates.
#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition"});

std::string phrase(const CatalogObject& object) {
  const std::string_view word = object.kind == ObjectKind::procedure   ? "PROCEDURE"
                                : object.kind == ObjectKind::aggregate ? "AGGREGATE"
                                                                       : "FUNCTION";
  return fmt::format("{} {}({})", word, sql_name(object.name), object.arguments);
}

// What stands before its body, and so must be there before it.
std::string_view head(std::string_view definition) {
  return definition.substr(0, definition.find("\nAS "));
}

Phase phase_among(const CatalogObject& object, const Snapshot& all) {
  const std::string_view text = object.get("definition");
  const std::string_view needs = object.is("parsed") ? text : head(text);
  for (const auto& [key, other] : all.objects()) {
    if (is_relation(other.kind) && mentions(needs, other)) {
      return Phase::late_routine;
    }
  }
  return Phase::routine;
}

void create(const CatalogObject& object, const Snapshot& all, ChangeScript& script) {
  if (!object.has("definition")) {
    script.note(Phase::routine, describe(object) + ": write it by hand");
    return;
  }
  std::string text(object.get("definition"));
  while (text.ends_with('\n')) text.pop_back();
  script.add(phase_among(object, all), text);
}

// REPLACE cannot change what it returns.
bool returns_the_same(const ObjectChange& change) {
  const auto line = [](std::string_view text) {
    const std::size_t start = text.find("\n RETURNS ");
    return start == std::string_view::npos ? text.substr(0, text.find('\n'))
                                           : text.substr(0, text.find('\n', start + 1));
  };
  return line(change.from.get("definition")) == line(change.to.get("definition"));
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  if (!returns_the_same(change)) {
    script.add(phase_among(change.to, all),
               drop_if_exists(phrase(change.to), sql_name(change.to.name)));
  }
  create(change.to, all, script);
}

}  // namespace

extern const DriftKind routine{
    .id = "routine",
    .claims = is_one_of<ObjectKind::function, ObjectKind::procedure, ObjectKind::aggregate>,
    .attributes = attributes,
    .phrase = phrase,
    .phase = always<Phase::routine>,
    .create = create,
    .change = change};

}  // namespace pgsettle::drift_kinds
