#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"definition", "enabled"});

std::string sql_reference(const CatalogObject& object) {
  return reference_on_relation("RULE", object);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP RULE IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  std::string text = with_or_replace(object.get("definition"));
  while (text.ends_with(';')) text.pop_back();
  remedy.add(Phase::trigger, text);
  if (object.get("enabled") != "O") set_state("RULE", object, remedy);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (change.has("definition")) return create(change.to, all, remedy);
  if (change.has("enabled")) set_state("RULE", change.to, remedy);
}

}  // namespace

extern const CatalogKind rule{.id = "rule",
                              .query = R"(
SELECT 'rule', NULL, r.rulename, n.nspname, c.relname, NULL,
       json_build_object(
         'definition', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled,
         'comment', obj_description(r.oid, 'pg_rewrite'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
WHERE $named(c.relname) AND $user(n.nspname)
)",
                              .claims = is_one_of<ObjectKind::rule>,
                              .attributes = attributes,
                              .sql_reference = sql_reference,
                              .phase = always<Phase::trigger>,
                              .create = create,
                              .change = change,
                              .drop = drop,
                              .has_owner = false};

}  // namespace pgsettle::kinds
