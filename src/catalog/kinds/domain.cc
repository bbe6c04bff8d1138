// Read by the query of type.cc.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&catalog::Domain::base>("base"), compared<&catalog::Domain::collation>("collation"),
     compared<&catalog::Domain::not_null>("not_null"),
     compared<&catalog::Domain::default_value>("default")});

std::string sql_reference(const CatalogObject& object) { return "DOMAIN " + sql_name(object.name); }

// There is no CREATE DOMAIN IF NOT EXISTS.
void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  const auto& domain = object.as<catalog::Domain>();
  std::string text = fmt::format("CREATE {} AS {}", sql_reference(object), domain.base);
  if (domain.collation) text += fmt::format(" COLLATE {}", *domain.collation);
  if (domain.default_value) text += fmt::format(" DEFAULT {}", *domain.default_value);
  if (domain.not_null) text += " NOT NULL";
  for (const CatalogObject* check : all.members(ObjectKind::domain_constraint, object.name)) {
    text += fmt::format(" CONSTRAINT {} {}", sql_identifier(check->name.name), check->definition);
  }
  remedy.add(Phase::type, guarded(text, "duplicate_object"));
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  const std::string alter = "ALTER " + sql_reference(change.to) + " ";
  const auto& to = change.to.as<catalog::Domain>();
  if (change.of<&catalog::Domain::collation>()) {
    remedy.note(Phase::type, describe(change.from) + ": its collation cannot be changed");
  }
  if (change.of<&catalog::Domain::base>()) {
    remedy.note(Phase::type,
                fmt::format("{} is of {}, and its type cannot be changed", describe(change.from),
                            change.from.as<catalog::Domain>().base));
  }
  if (change.of<&catalog::Domain::default_value>()) {
    remedy.add(Phase::type,
               alter + (to.default_value ? "SET DEFAULT " + *to.default_value : "DROP DEFAULT"));
  }
  if (change.of<&catalog::Domain::not_null>()) {
    remedy.add(Phase::type, alter + (to.not_null ? "SET NOT NULL" : "DROP NOT NULL"));
  }
}

}  // namespace

extern const CatalogKind domain{.id = "domain",
                                .claims = is_one_of<ObjectKind::domain>,
                                .fields = fields,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::type>,
                                .create = create,
                                .change = change,
                                .holds_data = true};

}  // namespace pgsettle::kinds
