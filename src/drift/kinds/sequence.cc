#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes =
    std::to_array<std::string_view>({"sequence", "owned_by", "persistence"});

std::string phrase(const CatalogObject& object) { return "SEQUENCE " + sql_name(object.name); }

void own(const CatalogObject& object, ChangeScript& script) {
  script.add(Phase::column, fmt::format("ALTER {} OWNED BY {}", phrase(object),
                                        object.has("owned_by") ? object.get("owned_by") : "NONE"));
}

void create(const CatalogObject& object, const Snapshot&, ChangeScript& script) {
  script.add(Phase::sequence,
             fmt::format("CREATE {}SEQUENCE IF NOT EXISTS {} {}",
                         object.get("persistence") == "u" ? "UNLOGGED " : "", sql_name(object.name),
                         fmt::join(object.list("sequence"), " ")));
  if (object.has("owned_by")) own(object, script);
}

void change(const ObjectChange& change, const Snapshot&, ChangeScript& script) {
  if (change.has("sequence")) {
    script.add(Phase::sequence, fmt::format("ALTER {} {}", phrase(change.to),
                                            fmt::join(change.to.list("sequence"), " ")));
  }
  if (change.has("owned_by")) own(change.to, script);
  if (change.has("persistence")) {
    script.add(Phase::sequence,
               fmt::format("ALTER {} SET {}", phrase(change.to),
                           change.to.get("persistence") == "u" ? "UNLOGGED" : "LOGGED"));
  }
}

}  // namespace

extern const DriftKind sequence{.id = "sequence",
                                .claims = is_one_of<ObjectKind::sequence>,
                                .attributes = attributes,
                                .phrase = phrase,
                                .phase = always<Phase::sequence>,
                                .create = create,
                                .change = change,
                                .holds_data = true};

}  // namespace pgsettle::drift_kinds
