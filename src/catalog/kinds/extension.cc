#include "catalog/kind.h"

namespace pgsettle::kinds {

extern const CatalogKind extension{
    .id = "extension",
    .query = R"(
SELECT 'extension', NULL, e.extname, NULL, NULL, NULL,
       json_build_object('version', e.extversion, 'schema', n.nspname,
                         'owner', pg_get_userbyid(e.extowner),
                         'comment', obj_description(e.oid, 'pg_extension'))
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
)",
};

}  // namespace pgsettle::kinds
