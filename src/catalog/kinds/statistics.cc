// Extended statistics: CREATE STATISTICS.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({compared<&CatalogObject::definition>("definition"),
                                              compared<&catalog::Statistics::target>("target")});

std::string sql_reference(const CatalogObject& object) {
  return "STATISTICS " + sql_name(object.name);
}

// CREATE STATISTICS cannot say the target.
void set_target(const CatalogObject& object, Remedy& remedy) {
  remedy.add(Phase::property, fmt::format("ALTER {} SET STATISTICS {}", sql_reference(object),
                                          object.as<catalog::Statistics>().target));
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::key, with_if_not_exists(object.definition, "STATISTICS "));
  if (object.as<catalog::Statistics>().target != -1) set_target(object, remedy);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (change.of<&CatalogObject::definition>()) {
    remedy.add(Phase::key, drop_if_exists(sql_reference(change.to), sql_name(change.to.name)));
    create(change.to, all, remedy);
  } else if (change.of<&catalog::Statistics::target>()) {
    set_target(change.to, remedy);
  }
}

}  // namespace

extern const CatalogKind statistics{.id = "statistics",
                                    .claims = is_one_of<ObjectKind::statistics>,
                                    .queries = {R"(
SELECT 'statistics', n.nspname, s.stxname, NULL, NULL, NULL, NULL,
       pg_get_statisticsobjdef(s.oid) AS definition, coalesce(s.stxstattarget, -1) AS target,
       pg_get_userbyid(s.stxowner) AS owner, pg_has_role(s.stxowner, 'USAGE') AS owned,
       $comment(pg_statistic_ext,s.oid,0) AS comment
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE $named(s.stxname) AND $user(n.nspname)
)"},
                                    .fields = fields,
                                    .sql_reference = sql_reference,
                                    .phase = always<Phase::key>,
                                    .create = create,
                                    .change = change};

}  // namespace pgsettle::kinds
