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
                              .query = R"(
SELECT 'rule', NULL, r.rulename, n.nspname, c.relname, NULL,
       json_build_object(
         'definition', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled,
         'comment', obj_description(r.oid, 'pg_rewrite'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
WHERE $named(c.relname) AND $user(n.nspname)
)",
                              .fields = fields,
                              .sql_reference = sql_reference,
                              .phase = always<Phase::trigger>,
                              .create = create,
                              .change = change,
                              .drop = drop,
                              .has_owner = false};

}  // namespace pgsettle::kinds
