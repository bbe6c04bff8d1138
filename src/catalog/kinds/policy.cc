// There is no pg_get_policydef(): the query writes the definition.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>({compared<&CatalogObject::definition>("definition")});

std::string sql_reference(const CatalogObject& object) {
  return reference_on_relation("POLICY", object);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP POLICY IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

// There is no CREATE OR REPLACE POLICY, nor IF NOT EXISTS.
void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::trigger, drop(object));
  remedy.add(Phase::trigger, object.definition);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (change.of<&CatalogObject::definition>()) create(change.to, all, remedy);
}

}  // namespace

extern const CatalogKind policy{.id = "policy",
                                .claims = is_one_of<ObjectKind::policy>,
                                .queries = {R"(
SELECT 'policy', NULL, p.polname, n.nspname, c.relname, NULL, NULL,
       format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s',
         p.polname, n.nspname, c.relname,
         CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
         CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
           WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
         (SELECT string_agg(CASE r.oid WHEN 0 THEN 'PUBLIC'
                              ELSE quote_ident(pg_get_userbyid(r.oid)) END, ', ' ORDER BY r.n)
          FROM unnest(p.polroles) WITH ORDINALITY AS r (oid, n)),
         ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
         ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition,
       $comment(pg_policy,p.oid,0) AS comment
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE p.polrelid = ANY $found(relations)
)"},
                                .fields = fields,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::trigger>,
                                .create = create,
                                .change = change,
                                .drop = drop,
                                .has_owner = false};

}  // namespace pgsettle::kinds
