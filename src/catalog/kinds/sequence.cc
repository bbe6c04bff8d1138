#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes =
    std::to_array<std::string_view>({"sequence", "owned_by", "persistence"});

std::string sql_reference(const CatalogObject& object) {
  return "SEQUENCE " + sql_name(object.name);
}

void own(const CatalogObject& object, Remedy& remedy) {
  remedy.add(Phase::column, fmt::format("ALTER {} OWNED BY {}", sql_reference(object),
                                        object.has("owned_by") ? object.get("owned_by") : "NONE"));
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::sequence,
             fmt::format("CREATE {}SEQUENCE IF NOT EXISTS {} {}",
                         object.get("persistence") == "u" ? "UNLOGGED " : "", sql_name(object.name),
                         fmt::join(object.list("sequence"), " ")));
  if (object.has("owned_by")) own(object, remedy);
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  if (change.has("sequence")) {
    remedy.add(Phase::sequence, fmt::format("ALTER {} {}", sql_reference(change.to),
                                            fmt::join(change.to.list("sequence"), " ")));
  }
  if (change.has("owned_by")) own(change.to, remedy);
  if (change.has("persistence")) {
    remedy.add(Phase::sequence,
               fmt::format("ALTER {} SET {}", sql_reference(change.to),
                           change.to.get("persistence") == "u" ? "UNLOGGED" : "LOGGED"));
  }
}

}  // namespace

extern const CatalogKind sequence{.id = "sequence",
                                  .claims = is_one_of<ObjectKind::sequence>,
                                  .attributes = attributes,
                                  .sql_reference = sql_reference,
                                  .phase = always<Phase::sequence>,
                                  .create = create,
                                  .change = change,
                                  .holds_data = true};

}  // namespace pgsettle::kinds
