// Tables, partitioned ones and partitions. The query reads all that shares the names of pg_class:
// views, sequences, indexes, foreign tables, too.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

using catalog::ReplicaIdentity;
using catalog::Table;

constexpr auto fields = std::to_array<Field>(
    {compared<&catalog::Relation::persistence>("persistence"),
     compared<&Table::partition_key>("partition_key"), compared<&Table::parents>("parents"),
     compared<&Table::bound>("bound"), compared<&Table::row_security>("row_security"),
     compared<&Table::force_row_security>("force_row_security"),
     compared<&Table::replica_identity>("replica_identity"),
     compared<&CatalogObject::options>("options"),
     compared<&catalog::Relation::own_tablespace>("tablespace"),
     compared<&catalog::Relation::access_method>("access_method"),
     known<&catalog::Relation::partitioned>("partitioned"),
     known<&catalog::Relation::partition>("partition"),
     known<&catalog::Relation::has_children>("has_children"),
     known<&catalog::Relation::has_rules>("has_rules"),
     known<&catalog::Relation::tablespace>("effective_tablespace"),
     known<&catalog::Relation::pages>("pages")});

std::string sql_reference(const CatalogObject& object) { return "TABLE " + sql_name(object.name); }

// What CREATE TABLE cannot say.
void set_security(const ObjectChange& change, const std::string& alter, Remedy& remedy) {
  const auto& to = change.to.as<Table>();
  if (change.of<&Table::row_security>()) {
    remedy.add(Phase::property,
               alter + (to.row_security ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY");
  }
  if (change.of<&Table::force_row_security>()) {
    remedy.add(Phase::property,
               alter + (to.force_row_security ? "FORCE" : "NO FORCE") + " ROW LEVEL SECURITY");
  }
  // Which index is the identity is the index's to say.
  if (change.of<&Table::replica_identity>() && to.replica_identity != ReplicaIdentity::index) {
    remedy.add(Phase::property,
               fmt::format("{}REPLICA IDENTITY {}", alter, word(to.replica_identity)));
  }
}

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  const auto& table = object.as<Table>();
  std::string text =
      fmt::format("CREATE {}TABLE IF NOT EXISTS {} ", unlogged(object), sql_name(object.name));
  // Columns of a partition come from its parent.
  const bool partition = object.relation.partition && !table.parents.empty();
  if (partition) {
    text += fmt::format("PARTITION OF {} {}", table.parents.front(), table.bound.value_or(""));
  } else {
    text += column_list(object, all);
    if (!table.parents.empty()) {
      text += fmt::format(" INHERITS ({})", fmt::join(table.parents, ", "));
    }
  }
  if (table.partition_key) text += fmt::format(" PARTITION BY {}", *table.partition_key);
  if (!object.options.empty()) text += fmt::format(" WITH ({})", option_list(object.options));
  if (object.relation.own_tablespace) {
    text += fmt::format(" TABLESPACE {}", sql_identifier(*object.relation.own_tablespace));
  }
  remedy.add(partition ? Phase::column : Phase::table, text);
  const CatalogObject plain;
  set_security({.from = plain, .to = object}, "ALTER " + sql_reference(object) + " ", remedy);
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  const std::string alter = "ALTER " + sql_reference(change.to);
  set_security(change, alter + " ", remedy);
  change_options(alter, change, Phase::property, remedy);
  change_storage(alter, change, remedy);
  if (change.of<&Table::partition_key>() || change.of<&Table::parents>() ||
      change.of<&Table::bound>()) {
    remedy.note(Phase::table,
                describe(change.to) + " is partitioned or inherits otherwise: write it by hand");
  }
}

}  // namespace

extern const CatalogKind table{.id = "table",
                               .claims = is_one_of<ObjectKind::table>,
                               .query = R"(
SELECT CASE c.relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence'
         WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END,
       n.nspname, c.relname, tn.nspname, t.relname, NULL,
       json_build_object(
         'owner', pg_get_userbyid(c.relowner), 'owned', pg_has_role(c.relowner, 'USAGE'),
         'persistence', c.relpersistence, 'partitioned', c.relkind IN ('p', 'I'),
         'partition', c.relispartition,
         'needs_extension', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
             AND d.objid = c.oid AND d.deptype = 'x'),
         'comment', obj_description(c.oid, 'pg_class'),
         'acl', CASE WHEN c.relkind NOT IN ('i', 'I') THEN
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
         'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
         'effective_tablespace', coalesce((SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
             (SELECT s.spcname FROM pg_tablespace s JOIN pg_database b ON b.dattablespace = s.oid
              WHERE b.datname = current_database())),
         'access_method', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam),
         'definition', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid)
                            WHEN i.indexrelid IS NOT NULL THEN pg_get_indexdef(c.oid) END,
         'busy', NOT i.indisvalid AND EXISTS (SELECT FROM pg_locks l WHERE l.relation = i.indrelid
             AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> pg_backend_pid()
             AND l.database = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())),
         'moved', c.reltablespace <> 0, 'valid', i.indisvalid,
         'clustered', i.indisclustered,
         'identity_index', i.indisreplident,
         'of_constraint', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
             AND d.objid = c.oid AND d.refclassid = 'pg_constraint'::regclass AND d.deptype = 'i'),
         'depended_on', EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass
             AND d.refobjid = c.oid AND d.deptype = 'n'
             AND NOT (d.classid = 'pg_rewrite'::regclass AND d.objid IN
                      (SELECT r.oid FROM pg_rewrite r WHERE r.ev_class = c.oid)))
             OR EXISTS (SELECT FROM pg_type y JOIN pg_depend d ON d.refobjid IN (y.oid, y.typarray)
             WHERE y.oid = c.reltype AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'n'),
         'has_rules', c.relhasrules,
         'extension', (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'),
         'internal', EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
             AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
             -- The columns of a partition key depend so on their own table.
             AND d.refobjid <> c.oid),
         'owned_by', (SELECT format('%I.%I.%I', dn.nspname, dc.relname, a.attname)
             FROM pg_depend d JOIN pg_class dc ON dc.oid = d.refobjid
             JOIN pg_namespace dn ON dn.oid = dc.relnamespace
             JOIN pg_attribute a ON a.attrelid = dc.oid AND a.attnum = d.refobjsubid
             WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
             AND d.deptype = 'a'),
         'server', (SELECT v.srvname FROM pg_foreign_server v WHERE v.oid = f.ftserver),
         'server_options', array_to_json(f.ftoptions),
         'pages', c.relpages)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid
LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_class t ON t.oid = i.indrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
WHERE $named(c.relname,n.nspname) AND $user(n.nspname) AND c.relkind NOT IN ('t', 'c')
)",

                               .fields = fields,
                               .sql_reference = sql_reference,
                               .phase = always<Phase::table>,
                               .create = create,
                               .change = change,
                               .holds_data = true};

}  // namespace pgsettle::kinds
