// Tables, partitioned ones and partitions. The queries read what views, sequences, indexes and
// foreign tables have, too, since all share the names of pg_class.
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
                               .queries = {R"(
SELECT CASE c.relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence'
         WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END,
       n.nspname, c.relname, NULL, NULL, NULL, c.oid,
       pg_get_userbyid(c.relowner) AS owner, pg_has_role(c.relowner, 'USAGE') AS owned,
       c.relpersistence AS persistence, c.relkind IN ('p', 'I') AS partitioned,
       c.relispartition AS partition,
       d.needs_extension,
       (SELECT e.extname FROM pg_extension e WHERE e.oid = d.extension) AS extension,
       d.internal, d.of_constraint,
       $comment(pg_class,c.oid,0) AS comment,
       CASE WHEN c.relkind NOT IN ('i', 'I') THEN
         $acl(c.relacl,CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END,c.relowner) END AS acl,
       CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       pg_get_expr(c.relpartbound, c.oid) AS bound,
       ARRAY(SELECT h.inhparent::regclass FROM pg_inherits h
             WHERE h.inhrelid = c.oid AND c.relkind NOT IN ('i', 'I')
             ORDER BY h.inhseqno) AS parents,
       $since(17,true,false) AS maintain,
       c.relhassubclass AS has_children, c.relhasrules AS has_rules,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
       c.relreplident AS replica_identity,
       c.reloptions AS options,
       s.spcname AS tablespace,
       coalesce(s.spcname, (SELECT u.spcname FROM pg_tablespace u
         JOIN pg_database b ON b.dattablespace = u.oid
         WHERE b.datname = current_database())) AS effective_tablespace,
       c.reltablespace <> 0 AS moved,
       (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) AS access_method,
       c.relpages AS pages
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN LATERAL (
  SELECT bool_or(d.deptype = 'x') AS needs_extension,
         bool_or(d.deptype = 'i' AND d.refclassid = 'pg_constraint'::regclass) AS of_constraint,
         -- The columns of a partition key depend so on their own table.
         bool_or(d.deptype = 'i' AND d.refclassid = 'pg_class'::regclass
                 AND d.refobjid <> c.oid) AS internal,
         max(CASE d.deptype WHEN 'e' THEN d.refobjid END) AS extension
  FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid) d ON true
WHERE c.oid = ANY $found(relations) AND c.relkind <> 'c'
)",
                                           R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, d.refobjid, true AS depended_on
FROM pg_depend d
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY $found(relations)
  AND d.deptype = 'n'
  -- A view's query is part of it.
  AND NOT EXISTS (SELECT FROM pg_rewrite r WHERE d.classid = 'pg_rewrite'::regclass
                  AND r.oid = d.objid AND r.ev_class = d.refobjid)
UNION
SELECT NULL, NULL, NULL, NULL, NULL, NULL, c.oid, true
FROM pg_class c JOIN pg_type y ON y.oid = c.reltype
JOIN pg_depend d ON d.refobjid IN (y.oid, y.typarray) AND d.refclassid = 'pg_type'::regclass
WHERE c.oid = ANY $found(relations) AND d.deptype = 'n'
)"},

                               .fields = fields,
                               .sql_reference = sql_reference,
                               .phase = always<Phase::table>,
                               .create = create,
                               .change = change,
                               .holds_data = true};

}  // namespace pgsettle::kinds
