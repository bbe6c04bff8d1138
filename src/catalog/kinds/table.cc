// Tables, views, sequences, indexes: all that shares the names of pg_class.
// Tables, partitioned ones and partitions.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>(
    {"persistence", "partition_key", "parents", "bound", "row_security", "force_row_security",
     "replica_identity", "options"});

std::string sql_reference(const CatalogObject& object) { return "TABLE " + sql_name(object.name); }

std::string columns_of(const CatalogObject& table, const Catalog& all) {
  std::vector<std::string> lines;
  for (const CatalogObject* column : all.members(ObjectKind::column, table.name)) {
    lines.push_back(
        fmt::format("\n    {} {}", sql_identifier(column->name.name), column_definition(*column)));
  }
  return fmt::format("({}{})", fmt::join(lines, ","), lines.empty() ? "" : "\n");
}

void set_security(const CatalogObject& table, std::string_view attribute, std::string_view force,
                  Remedy& remedy) {
  const bool on = table.is(attribute);
  remedy.add(Phase::property, fmt::format("ALTER {} {}{} ROW LEVEL SECURITY", sql_reference(table),
                                          on ? "" : "NO ", force));
}

void set_properties(const ObjectChange& change, Remedy& remedy) {
  const std::string alter = "ALTER " + sql_reference(change.to) + " ";
  if (change.has("row_security")) {
    remedy.add(Phase::property, alter + (change.to.is("row_security") ? "ENABLE" : "DISABLE") +
                                    " ROW LEVEL SECURITY");
  }
  if (change.has("force_row_security")) {
    set_security(change.to, "force_row_security", "FORCE", remedy);
  }
  if (!change.has("replica_identity")) return;
  const std::string_view identity = change.to.get("replica_identity");
  if (identity == "i") return;  // the index's file says which
  remedy.add(Phase::property, alter + "REPLICA IDENTITY " +
                                  (identity == "f"   ? "FULL"
                                   : identity == "n" ? "NOTHING"
                                                     : "DEFAULT"));
}

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  const auto& parents = object.list("parents");
  std::string text =
      fmt::format("CREATE {}TABLE IF NOT EXISTS {} ",
                  object.get("persistence") == "u" ? "UNLOGGED " : "", sql_name(object.name));
  const bool partition = object.is("partition") && !parents.empty();
  if (partition) {
    text += fmt::format("PARTITION OF {} {}", parents.front(), object.get("bound"));
  } else {
    text += columns_of(object, all);
    if (!parents.empty()) text += fmt::format(" INHERITS ({})", fmt::join(parents, ", "));
  }
  if (object.has("partition_key")) {
    text += fmt::format(" PARTITION BY {}", object.get("partition_key"));
  }
  if (!object.list("options").empty()) text += fmt::format(" WITH ({})", option_list(object));
  remedy.add(partition ? Phase::column : Phase::table, text);
  const CatalogObject plain = {.attributes = {{"replica_identity", "d"}}};
  ObjectChange rest = {.from = plain, .to = object, .attributes = {}};
  if (object.is("row_security")) rest.attributes.insert("row_security");
  if (object.is("force_row_security")) rest.attributes.insert("force_row_security");
  if (object.get("replica_identity") != "d") rest.attributes.insert("replica_identity");
  set_properties(rest, remedy);
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  set_properties(change, remedy);
  change_options("ALTER " + sql_reference(change.to), change, Phase::property, remedy);
  if (change.has("persistence")) {
    remedy.add(Phase::table,
               fmt::format("ALTER {} SET {}", sql_reference(change.to),
                           change.to.get("persistence") == "u" ? "UNLOGGED" : "LOGGED"));
  }
  if (change.has("partition_key") || change.has("parents") || change.has("bound")) {
    remedy.note(Phase::table,
                describe(change.to) + " is partitioned or inherits otherwise: write it by hand");
  }
}

}  // namespace

extern const CatalogKind table{.id = "table",
                               .query = R"(
SELECT CASE c.relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence'
         WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
         WHEN 'c' THEN 'type' ELSE 'table' END,
       n.nspname, c.relname, tn.nspname, t.relname, NULL,
       json_build_object(
         'owner', pg_get_userbyid(c.relowner), 'owned', pg_has_role(c.relowner, 'USAGE'),
         'persistence', c.relpersistence, 'partitioned', c.relkind IN ('p', 'I'),
         'partition', c.relispartition,
         'needs_extension', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
             AND d.objid = c.oid AND d.deptype = 'x'),
         'comment', obj_description(c.oid, 'pg_class'),
         'acl', CASE WHEN c.relkind NOT IN ('i', 'I', 'c') THEN
                $acl(c.relacl, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, c.relowner) END,
         'fresh_acl', CASE c.relkind WHEN 'v' THEN $fresh_acl('r', c.relowner, n.oid) END,
         'partition_key', CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
         'bound', pg_get_expr(c.relpartbound, c.oid),
         'parents', (SELECT json_agg(h.inhparent::regclass::text ORDER BY h.inhseqno)
             FROM pg_inherits h WHERE h.inhrelid = c.oid AND c.relkind NOT IN ('i', 'I')),
         'maintain', $since(17,true,false),
         'has_children', c.relhassubclass,
         'row_security', c.relrowsecurity, 'force_row_security', c.relforcerowsecurity,
         'replica_identity', c.relreplident,
         'options', array_to_json(c.reloptions),
         'sequence', (SELECT json_build_array('INCREMENT ' || q.seqincrement,
               'START WITH ' || q.seqstart, 'MINVALUE ' || q.seqmin, 'MAXVALUE ' || q.seqmax,
               'CACHE ' || q.seqcache, CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END,
               'AS ' || format_type(q.seqtypid, NULL))
             FROM pg_sequence q WHERE q.seqrelid = c.oid),
         'tablespace', coalesce((SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
             (SELECT s.spcname FROM pg_tablespace s JOIN pg_database b ON b.dattablespace = s.oid
              WHERE b.datname = current_database())),
         'access_method', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam),
         'definition', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid)
                            WHEN i.indexrelid IS NOT NULL THEN pg_get_indexdef(c.oid) END,
         'busy', NOT i.indisvalid AND EXISTS (SELECT FROM pg_locks l WHERE l.relation = i.indrelid
             AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> pg_backend_pid()
             AND l.database = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())),
         'moved', c.reltablespace <> 0, 'valid', i.indisvalid, 'unique', i.indisunique, 'clustered', i.indisclustered,
         'identity_index', i.indisreplident,
         'of_constraint', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
             AND d.objid = c.oid AND d.refclassid = 'pg_constraint'::regclass AND d.deptype = 'i'),
         'depended_on', EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass
             AND d.refobjid = c.oid AND d.deptype = 'n'
             AND NOT (d.classid = 'pg_rewrite'::regclass AND d.objid IN
                      (SELECT r.oid FROM pg_rewrite r WHERE r.ev_class = c.oid)))
             OR EXISTS (SELECT FROM pg_type y JOIN pg_depend d ON d.refobjid IN (y.oid, y.typarray)
             WHERE y.oid = c.reltype AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'n'),
         'has_triggers', c.relhastriggers, 'has_rules', c.relhasrules,
         'extension', (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'),
         'internal', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
             AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'),
         'owned_by', (SELECT format('%I.%I.%I', dn.nspname, dc.relname, a.attname)
             FROM pg_depend d JOIN pg_class dc ON dc.oid = d.refobjid
             JOIN pg_namespace dn ON dn.oid = dc.relnamespace
             JOIN pg_attribute a ON a.attrelid = dc.oid AND a.attnum = d.refobjsubid
             WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
             AND d.deptype = 'a'),
         'pages', c.relpages)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_class t ON t.oid = i.indrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
WHERE $named(c.relname,n.nspname) AND $user(n.nspname) AND c.relkind <> 't'
)",
                               .claims = is_one_of<ObjectKind::table>,
                               .attributes = attributes,
                               .sql_reference = sql_reference,
                               .phase = always<Phase::table>,
                               .create = create,
                               .change = change,
                               .holds_data = true};

}  // namespace pgsettle::kinds
