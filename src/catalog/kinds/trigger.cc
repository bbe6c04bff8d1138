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
                                 .query = R"(
SELECT 'trigger', NULL, g.tgname, n.nspname, c.relname, NULL,
       json_build_object(
         'definition', pg_get_triggerdef(g.oid), 'enabled', g.tgenabled,
         'needs_extension', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_trigger'::regclass
             AND d.objid = g.oid AND d.deptype = 'x'),
         'inherited', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_trigger'::regclass
             AND d.objid = g.oid AND d.refclassid = 'pg_trigger'::regclass),
         -- Each partition has its own of those for each row.
         'cloned', c.relkind = 'p' AND g.tgtype & 1 = 1,
         'clones_differ', c.relkind = 'p' AND EXISTS (
             WITH RECURSIVE clone (oid) AS (
               SELECT d.objid FROM pg_depend d WHERE d.refclassid = 'pg_trigger'::regclass
               AND d.refobjid = g.oid AND d.classid = 'pg_trigger'::regclass
               UNION
               SELECT d.objid FROM clone JOIN pg_depend d ON d.refobjid = clone.oid
               WHERE d.refclassid = 'pg_trigger'::regclass AND d.classid = 'pg_trigger'::regclass)
             SELECT FROM clone JOIN pg_trigger t ON t.oid = clone.oid
             WHERE t.tgenabled <> 'O' OR obj_description(t.oid, 'pg_trigger') IS NOT NULL),
         'comment', obj_description(g.oid, 'pg_trigger'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal
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
