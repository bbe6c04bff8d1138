// Views and materialized views.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition", "options"});

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("{} {}", object.kind == ObjectKind::view ? "VIEW" : "MATERIALIZED VIEW",
                     sql_name(object.name));
}

std::string query(const CatalogObject& object) {
  std::string text(object.get("definition"));
  while (text.ends_with(';') || text.ends_with('\n')) text.pop_back();
  return text;
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  const bool plain = object.kind == ObjectKind::view;
  const std::string options =
      object.list("options").empty() ? "" : fmt::format(" WITH ({})", option_list(object));
  remedy.add(Phase::view, fmt::format("CREATE {} {}{} AS\n{}",
                                      plain ? "OR REPLACE VIEW" : "MATERIALIZED VIEW IF NOT EXISTS",
                                      sql_name(object.name), options, query(object)));
}

// Of one whose text stays.
void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  change_options("ALTER " + sql_reference(change.to), change, Phase::view, remedy);
}

}  // namespace

extern const CatalogKind view{.id = "view",
                              .claims = is_one_of<ObjectKind::view, ObjectKind::materialized_view>,
                              .attributes = attributes,
                              .sql_reference = sql_reference,
                              .phase = always<Phase::view>,
                              .create = create,
                              .change = change};

}  // namespace pgsettle::kinds
