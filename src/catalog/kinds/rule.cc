// Rules but those that are a view's query.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({compared<&CatalogObject::definition>("definition"),
                                              compared<&catalog::Rule::enabled>("enabled")});

std::string sql_reference(const CatalogObject& object) {
  return reference_on_relation("RULE", object);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP RULE IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

// CREATE OR REPLACE RULE leaves it enabled.
void set_firing(const CatalogObject& object, catalog::Enabled before, Remedy& remedy) {
  const catalog::Enabled state = object.as<catalog::Rule>().enabled;
  if (state != before) set_state("RULE", object, state, remedy);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  std::string text = with_or_replace(object.definition);
  while (text.ends_with(';')) text.pop_back();
  remedy.add(Phase::trigger, text);
  set_firing(object, catalog::Enabled::origin, remedy);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (change.of<&CatalogObject::definition>()) return create(change.to, all, remedy);
  set_firing(change.to, change.from.as<catalog::Rule>().enabled, remedy);
}

}  // namespace

extern const CatalogKind rule{.id = "rule",
                              .claims = is_one_of<ObjectKind::rule>,
                              .queries = {R"(
SELECT 'rule', NULL, r.rulename, n.nspname, c.relname, NULL, NULL,
       pg_get_ruledef(r.oid) AS definition, r.ev_enabled AS enabled,
       $comment(pg_rewrite,r.oid,0) AS comment
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.ev_class = ANY $found(relations) AND r.rulename <> '_RETURN'
)"},
                              .fields = fields,
                              .sql_reference = sql_reference,
                              .phase = always<Phase::trigger>,
                              .create = create,
                              .change = change,
                              .drop = drop,
                              .has_owner = false};

}  // namespace pgsettle::kinds
