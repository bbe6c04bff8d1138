// Functions, procedures, aggregates and window functions.
// Functions, procedures and aggregates.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&CatalogObject::definition>("definition"),
     known<&catalog::Routine::aggregate>("aggregate"),
     known<&catalog::Routine::creation>("creation"), known<&catalog::Routine::source>("source"),
     known<&catalog::Routine::parsed>("parsed"), known<&catalog::Routine::attributes>("attributes"),
     known<&catalog::Routine::settings>("settings")});

std::string sql_reference(const CatalogObject& object) {
  const std::string_view word = object.kind == ObjectKind::procedure   ? "PROCEDURE"
                                : object.kind == ObjectKind::aggregate ? "AGGREGATE"
                                                                       : "FUNCTION";
  return fmt::format("{} {}({})", word, sql_name(object.name), object.arguments);
}

// What stands before its body, and so must be there before it.
std::string_view head(std::string_view definition) {
  return definition.substr(0, definition.find("\nAS "));
}

Phase phase_among(const CatalogObject& object, const Catalog& all) {
  const std::string_view text = object.definition;
  const std::string_view needs = object.as<catalog::Routine>().parsed ? text : head(text);
  for (const auto& [key, other] : all.objects()) {
    if (is_relation(other.kind) && mentions(needs, other)) {
      return Phase::late_routine;
    }
  }
  return Phase::routine;
}

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  if (object.definition.empty()) {
    remedy.note(Phase::routine, describe(object) + ": write it by hand");
    return;
  }
  std::string text = object.definition;
  while (text.ends_with('\n')) text.pop_back();
  remedy.add(phase_among(object, all), text);
}

// REPLACE cannot change what it returns.
bool returns_the_same(const ObjectChange& change) {
  const auto line = [](std::string_view text) {
    const std::size_t start = text.find("\n RETURNS ");
    return start == std::string_view::npos ? text.substr(0, text.find('\n'))
                                           : text.substr(0, text.find('\n', start + 1));
  };
  return line(change.from.definition) == line(change.to.definition);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (!returns_the_same(change)) {
    remedy.add(phase_among(change.to, all),
               drop_if_exists(sql_reference(change.to), sql_name(change.to.name)));
  }
  create(change.to, all, remedy);
}

}  // namespace

extern const CatalogKind routine{
    .id = "routine",
    .claims = is_one_of<ObjectKind::function, ObjectKind::procedure, ObjectKind::aggregate>,
    .queries = {R"(
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
       n.nspname, p.proname, NULL, NULL,
       array_to_string(ARRAY(SELECT format_type(a.type, NULL)
         FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, n) ORDER BY a.n), ', '), NULL,
       CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
       CASE WHEN p.prokind = 'a' THEN (SELECT (to_jsonb(g) - 'aggfnoid')::text
         FROM pg_aggregate g WHERE g.aggfnoid = p.oid) END AS aggregate,
       p.oid::bigint AS creation, p.prosrc AS source,
       $since(14,p.prosqlbody IS NOT NULL,false) AS parsed,
       -- As ALTER FUNCTION says it; ROWS only where there is more than one.
       ARRAY[CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END,
             CASE WHEN p.proisstrict THEN 'STRICT' ELSE 'CALLED ON NULL INPUT' END,
             'SECURITY ' || CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END,
             CASE WHEN p.proleakproof THEN '' ELSE 'NOT ' END || 'LEAKPROOF',
             'PARALLEL ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED'
               ELSE 'UNSAFE' END,
             'COST ' || p.procost, 'ROWS ' || p.prorows] AS attributes,
       p.proconfig AS settings,
       pg_get_userbyid(p.proowner) AS owner, pg_has_role(p.proowner, 'USAGE') AS owned,
       $acl(p.proacl,'f',p.proowner) AS acl,
       $fresh_acl('f',p.proowner,p.pronamespace) AS fresh_acl,
       d.needs_extension, d.internal,
       $comment(pg_proc,p.oid,0) AS comment,
       (SELECT e.extname FROM pg_extension e WHERE e.oid = d.extension) AS extension,
       EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_proc'::regclass
               AND d.refobjid = p.oid AND d.deptype IN ('n', 'a', 'i')) AS depended_on
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN LATERAL (
  SELECT bool_or(d.deptype = 'x') AS needs_extension, bool_or(d.deptype = 'i') AS internal,
         max(CASE d.deptype WHEN 'e' THEN d.refobjid END) AS extension
  FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid) d ON true
WHERE p.oid = ANY $found(routines)
)"},
    .fields = fields,
    .sql_reference = sql_reference,
    .phase = always<Phase::routine>,
    .create = create,
    .change = change};

}  // namespace pgsettle::kinds
