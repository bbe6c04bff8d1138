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
    .query = R"(
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
       n.nspname, p.proname, NULL, NULL,
       (SELECT coalesce(string_agg(format_type(a.type, NULL), ', ' ORDER BY a.n), '')
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, n)),
       json_build_object(
         'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
         'aggregate', (SELECT (to_jsonb(g) - 'aggfnoid')::text FROM pg_aggregate g WHERE g.aggfnoid = p.oid),
         'creation', p.oid::bigint, 'source', p.prosrc, 'parsed', $since(14,p.prosqlbody IS NOT NULL,false),
         -- As ALTER FUNCTION says it; ROWS only where there is more than one.
         'attributes', json_build_array(
             CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END,
             CASE WHEN p.proisstrict THEN 'STRICT' ELSE 'CALLED ON NULL INPUT' END,
             'SECURITY ' || CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END,
             CASE WHEN p.proleakproof THEN '' ELSE 'NOT ' END || 'LEAKPROOF',
             'PARALLEL ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END,
             'COST ' || p.procost, 'ROWS ' || p.prorows),
         'settings', array_to_json(p.proconfig),
         'owner', pg_get_userbyid(p.proowner), 'owned', pg_has_role(p.proowner, 'USAGE'),
         'acl', $acl(p.proacl, 'f', p.proowner),
         'fresh_acl', $fresh_acl('f', p.proowner, n.oid),
         'needs_extension', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
             AND d.objid = p.oid AND d.deptype = 'x'),
         'internal', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
             AND d.objid = p.oid AND d.deptype = 'i'),
         'comment', obj_description(p.oid, 'pg_proc'),
         'extension', (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'),
         'depended_on', EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_proc'::regclass
                                AND d.refobjid = p.oid AND d.deptype IN ('n', 'a', 'i')))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE $named(p.proname,n.nspname) AND $user(n.nspname)
)",
    .fields = fields,
    .sql_reference = sql_reference,
    .phase = always<Phase::routine>,
    .create = create,
    .change = change};

}  // namespace pgsettle::kinds
