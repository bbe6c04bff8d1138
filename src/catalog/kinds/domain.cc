#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"base", "not_null", "default"});

std::string sql_reference(const CatalogObject& object) { return "DOMAIN " + sql_name(object.name); }

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  std::string text = fmt::format("CREATE {} AS {}", sql_reference(object), object.get("base"));
  if (object.has("default")) text += fmt::format(" DEFAULT {}", object.get("default"));
  if (object.is("not_null")) text += " NOT NULL";
  for (const CatalogObject* check : all.members(ObjectKind::domain_constraint, object.name)) {
    if (check->get("type") == "n") continue;
    text += fmt::format(" CONSTRAINT {} {}", sql_identifier(check->name.name),
                        check->get("definition"));
  }
  remedy.add(
      Phase::type,
      fmt::format("DO $$BEGIN\n  {};\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND$$", text));
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  const std::string alter = "ALTER " + sql_reference(change.to) + " ";
  if (change.has("base")) {
    remedy.note(Phase::type, fmt::format("{} is of {}, and its type cannot be changed",
                                         describe(change.from), change.from.get("base")));
  }
  if (change.has("default")) {
    remedy.add(Phase::type, alter + (change.to.has("default")
                                         ? fmt::format("SET DEFAULT {}", change.to.get("default"))
                                         : "DROP DEFAULT"));
  }
  if (change.has("not_null")) {
    remedy.add(Phase::type, alter + (change.to.is("not_null") ? "SET NOT NULL" : "DROP NOT NULL"));
  }
}

}  // namespace

extern const CatalogKind domain{.id = "domain",
                                .claims = is_one_of<ObjectKind::domain>,
                                .attributes = attributes,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::type>,
                                .create = create,
                                .change = change,
                                .holds_data = true};

}  // namespace pgsettle::kinds
