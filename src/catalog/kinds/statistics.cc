// Extended statistics: CREATE STATISTICS.
#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind statistics{
    .id = "statistics",
    .query = R"(
SELECT 'statistics', n.nspname, s.stxname, NULL, NULL, NULL,
       json_build_object('definition', pg_get_statisticsobjdef(s.oid),
                         'owner', pg_get_userbyid(s.stxowner),
                         'owned', pg_has_role(s.stxowner, 'USAGE'),
                         'comment', obj_description(s.oid, 'pg_statistic_ext'))
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE $named(s.stxname) AND $user(n.nspname)
)",
};

}  // namespace pgsettle::kinds
