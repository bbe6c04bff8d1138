// Views and materialized views. What all relations have is read by table.cc.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&CatalogObject::definition>("definition"),
     compared<&CatalogObject::options>("options"),
     compared<&catalog::Relation::own_tablespace>("tablespace"),
     compared<&catalog::Relation::access_method>("access_method"),
     known<&catalog::Relation::persistence>("persistence"),
     known<&catalog::Relation::tablespace>("effective_tablespace"),
     known<&catalog::Relation::pages>("pages"), known<&catalog::Relation::has_rules>("has_rules")});

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("{} {}", object.kind == ObjectKind::view ? "VIEW" : "MATERIALIZED VIEW",
                     sql_name(object.name));
}

// pg_get_viewdef() ends with a semicolon.
std::string query(const CatalogObject& object) {
  std::string text = object.definition;
  while (text.ends_with(';') || text.ends_with('\n')) text.pop_back();
  return text;
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  const bool plain = object.kind == ObjectKind::view;
  const std::string options =
      object.options.empty() ? "" : fmt::format(" WITH ({})", option_list(object.options));
  remedy.add(Phase::view, fmt::format("CREATE {} {}{} AS\n{}",
                                      plain ? "OR REPLACE VIEW" : "MATERIALIZED VIEW IF NOT EXISTS",
                                      sql_name(object.name), options, query(object)));
  if (object.relation.own_tablespace) {
    set_tablespace("ALTER " + sql_reference(object), object, Phase::view, remedy);
  }
}

// With another query a view is made anew, together with the views that read it, by
// drift/change_script.cc.
void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  const std::string alter = "ALTER " + sql_reference(change.to);
  change_options(alter, change, Phase::view, remedy);
  change_storage(alter, change, remedy);
}

}  // namespace

extern const CatalogKind view{.id = "view",
                              .claims = is_one_of<ObjectKind::view, ObjectKind::materialized_view>,
                              .queries = {R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, c.oid, pg_get_viewdef(c.oid) AS definition,
       CASE c.relkind WHEN 'v' THEN $fresh_acl('r',c.relowner,c.relnamespace) END AS fresh_acl
FROM pg_class c
WHERE c.oid = ANY $found(relations) AND c.relkind IN ('v', 'm')
)"},
                              .fields = fields,
                              .sql_reference = sql_reference,
                              .phase = always<Phase::view>,
                              .create = create,
                              .change = change};

}  // namespace pgsettle::kinds
