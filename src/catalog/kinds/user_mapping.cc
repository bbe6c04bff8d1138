// User mappings of foreign servers. Their options hold passwords, so that neither a difference nor
// a statement says the values.
#include <algorithm>
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

using catalog::UserMapping;

constexpr auto fields = std::to_array<Field>({compared<&UserMapping::option_names>("options"),
                                              compared<&UserMapping::values_hash>("values")});

std::string sql_reference(const CatalogObject& object) {
  const std::string& user = object.name.name;
  return fmt::format("USER MAPPING FOR {} SERVER {}",
                     user == "public" ? "PUBLIC" : sql_identifier(user),
                     sql_identifier(object.owner.name));
}

std::string drop(const CatalogObject& object) {
  std::string text = "DROP " + sql_reference(object);
  return text.insert(text.find(" FOR "), " IF EXISTS");
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.note(Phase::type, describe(object) + " may hold a password: write it by hand");
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  create(change.to, all, remedy);
}

}  // namespace

extern const CatalogKind user_mapping{.id = "user_mapping",
                                      .claims = is_one_of<ObjectKind::user_mapping>,
                                      .queries = {R"(
SELECT 'user mapping', NULL, m.usename, NULL, m.srvname, NULL, NULL,
       CASE WHEN m.umoptions IS NOT NULL THEN
         ARRAY(SELECT split_part(o, '=', 1) FROM unnest(m.umoptions) o) END AS options,
       -- Too short to guess a password by it.
       left(md5(m.umoptions::text), 6) AS values
FROM pg_user_mappings m
WHERE $named(m.usename) OR $named(m.srvname)
)"},
                                      .fields = fields,
                                      .sql_reference = sql_reference,
                                      .phase = always<Phase::type>,
                                      .create = create,
                                      .change = change,
                                      .drop = drop,
                                      .holds_data = true,
                                      .has_owner = false,
                                      .of_database = true};

}  // namespace pgsettle::kinds
