// Triggers that users have made: the server's own belong to constraints.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&CatalogObject::definition>("definition"),
     compared<&catalog::Trigger::enabled>("enabled"), known<&catalog::Trigger::cloned>("cloned"),
     known<&catalog::Trigger::clones_differ>("clones_differ")});

std::string sql_reference(const CatalogObject& object) {
  return reference_on_relation("TRIGGER", object);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("DROP TRIGGER IF EXISTS {} ON {}", sql_identifier(object.name.name),
                     sql_name(object.owner));
}

// A trigger that is made anew is enabled.
void set_firing(const CatalogObject& object, catalog::Enabled before, Remedy& remedy) {
  const catalog::Enabled state = object.as<catalog::Trigger>().enabled;
  if (state != before) set_state("TRIGGER", object, state, remedy);
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  remedy.add(Phase::trigger, drop(object));
  remedy.add(Phase::trigger, object.definition);
  set_firing(object, catalog::Enabled::origin, remedy);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (change.of<&CatalogObject::definition>()) return create(change.to, all, remedy);
  set_firing(change.to, change.from.as<catalog::Trigger>().enabled, remedy);
}

}  // namespace

extern const CatalogKind trigger{.id = "trigger",
                                 .claims = is_one_of<ObjectKind::trigger>,
                                 .queries = {R"(
SELECT 'trigger', NULL, g.tgname, n.nspname, c.relname, NULL, 'trigger ' || g.oid,
       pg_get_triggerdef(g.oid) AS definition, g.tgenabled AS enabled,
       d.needs_extension, d.inherited,
       -- Each partition has its own of those for each row.
       c.relkind = 'p' AND g.tgtype & 1 = 1 AS cloned,
       $comment(pg_trigger,g.oid,0) AS comment
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
  SELECT bool_or(d.deptype = 'x') AS needs_extension,
         bool_or(d.refclassid = 'pg_trigger'::regclass) AS inherited
  FROM pg_depend d WHERE d.classid = 'pg_trigger'::regclass AND d.objid = g.oid) d ON true
WHERE g.tgrelid = ANY $found(relations) AND NOT g.tgisinternal
)",
                                             R"(
WITH RECURSIVE clone (root, oid) AS (
  SELECT g.oid, d.objid
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid AND c.relkind = 'p'
  JOIN pg_depend d ON d.refclassid = 'pg_trigger'::regclass AND d.refobjid = g.oid
    AND d.classid = 'pg_trigger'::regclass
  WHERE g.tgrelid = ANY $found(relations)
  UNION
  SELECT clone.root, d.objid
  FROM clone JOIN pg_depend d ON d.refclassid = 'pg_trigger'::regclass AND d.refobjid = clone.oid
    AND d.classid = 'pg_trigger'::regclass)
SELECT DISTINCT NULL, NULL, NULL, NULL, NULL, NULL, 'trigger ' || clone.root, true AS clones_differ
FROM clone JOIN pg_trigger t ON t.oid = clone.oid
WHERE t.tgenabled <> 'O' OR $comment(pg_trigger,t.oid,0) IS NOT NULL
)",
                                             // A constraint trigger's constraint that was renamed
                                             // is like a clone that was changed: made anew with the
                                             // trigger it is another one.
                                             R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, 'trigger ' || g.oid, true AS clones_differ
FROM pg_trigger g JOIN pg_constraint k ON k.oid = g.tgconstraint
WHERE g.tgrelid = ANY $found(relations) AND NOT g.tgisinternal AND k.conname <> g.tgname
)"},
                                 .fields = fields,
                                 .sql_reference = sql_reference,
                                 .phase = always<Phase::trigger>,
                                 .create = create,
                                 .change = change,
                                 .drop = drop,
                                 .has_owner = false};

}  // namespace pgsettle::kinds
