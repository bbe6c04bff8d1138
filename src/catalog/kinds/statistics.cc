// Extended statistics: CREATE STATISTICS.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition"});

std::string sql_reference(const CatalogObject& object) {
  return "STATISTICS " + sql_name(object.name);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::key, with_if_not_exists(object.get("definition"), "STATISTICS "));
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (!change.has("definition")) return;
  remedy.add(Phase::key, drop_if_exists(sql_reference(change.to), sql_name(change.to.name)));
  create(change.to, all, remedy);
}

}  // namespace

extern const CatalogKind statistics{.id = "statistics",
                                    .query = R"(
SELECT 'statistics', n.nspname, s.stxname, NULL, NULL, NULL,
       json_build_object('definition', pg_get_statisticsobjdef(s.oid),
                         'owner', pg_get_userbyid(s.stxowner),
                         'owned', pg_has_role(s.stxowner, 'USAGE'),
                         'comment', obj_description(s.oid, 'pg_statistic_ext'))
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE $named(s.stxname) AND $user(n.nspname)
)",
                                    .claims = is_one_of<ObjectKind::statistics>,
                                    .attributes = attributes,
                                    .sql_reference = sql_reference,
                                    .phase = always<Phase::key>,
                                    .create = create,
                                    .change = change};

}  // namespace pgsettle::kinds
