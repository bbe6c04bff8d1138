#include "property/catalog_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pgsettle {
namespace {

// Each SELECT gives a name with a schema in it, and what there is to say. A line that is longer
// than others is one field of pg_get_*def().
constexpr const char* definitions = R"(
WITH ns AS (
  SELECT oid, nspname, nspowner, nspacl FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
rel AS (
  SELECT c.*, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN ns n ON n.oid = c.relnamespace)
SELECT nspname, concat_ws('|', 'schema', nspname, nspowner::regrole,
    (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) x))
  FROM ns
UNION ALL
SELECT name, concat_ws('|', 'relation', name, relkind, relpersistence, relowner::regrole, relrowsecurity,
    relforcerowsecurity, relreplident, reloptions::text, relispartition, reltablespace, relam,
    'of ' || reloftype::regtype::text, pg_get_expr(relpartbound, oid), pg_get_partkeydef(oid),
    (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(coalesce(relacl,
       acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, relowner))) x WHERE relkind NOT IN ('i', 'I', 'c')),
    (SELECT string_agg(inhparent::regclass::text, ',' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = rel.oid))
  FROM rel WHERE relkind <> 't'
UNION ALL
SELECT name, concat_ws('|', 'column', name, row_number() OVER (PARTITION BY rel.oid ORDER BY attnum), attname,
    format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, nullif(attstattarget, -1), attstorage,
    attcompression, attoptions::text, attislocal, attinhcount, attcollation::regcollation,
    pg_get_expr(adbin, adrelid),
    (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(attacl) x))
  FROM rel JOIN pg_attribute a ON attrelid = rel.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef d ON adrelid = rel.oid AND adnum = attnum WHERE relkind <> 't'
UNION ALL
SELECT n.nspname, concat_ws('|', 'constraint', n.nspname, conrelid::regclass, contypid::regtype, conname, contype,
    pg_get_constraintdef(k.oid), convalidated, conislocal, coninhcount, connoinherit, conparentid <> 0)
  FROM pg_constraint k JOIN ns n ON n.oid = connamespace
UNION ALL
SELECT name, concat_ws('|', 'index', name, pg_get_indexdef(rel.oid), indisvalid, indisready, indisclustered,
    indisreplident, indimmediate)
  FROM rel JOIN pg_index ON indexrelid = rel.oid
UNION ALL
SELECT name, concat_ws('|', 'trigger', name, tgname, pg_get_triggerdef(g.oid), tgenabled, tgparentid <> 0)
  FROM rel JOIN pg_trigger g ON tgrelid = rel.oid AND NOT tgisinternal
UNION ALL
SELECT name, concat_ws('|', 'policy', name, polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid),
    'check ' || pg_get_expr(polwithcheck, polrelid),
    (SELECT string_agg(r::regrole::text, ',' ORDER BY r::regrole::text) FROM unnest(polroles) r))
  FROM rel JOIN pg_policy ON polrelid = rel.oid
UNION ALL
SELECT name, concat_ws('|', 'rule', name, rulename, ev_enabled, pg_get_ruledef(u.oid))
  FROM rel JOIN pg_rewrite u ON ev_class = rel.oid
UNION ALL
SELECT n.nspname, concat_ws('|', 'routine', p.oid::regprocedure, proowner::regrole,
    CASE WHEN prokind = 'a' THEN (SELECT concat_ws(',', aggtransfn, aggfinalfn, aggtranstype::regtype, agginitval,
        aggsortop::regoperator, aggcombinefn) FROM pg_aggregate WHERE aggfnoid = p.oid)
      ELSE pg_get_functiondef(p.oid) END,
    (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(coalesce(proacl, acldefault('f', proowner))) x))
  FROM pg_proc p JOIN ns n ON n.oid = pronamespace
UNION ALL
SELECT n.nspname, concat_ws('|', 'type', t.oid::regtype, typtype, typowner::regrole, typnotnull, typdefault,
    format_type(typbasetype, typtypmod), nullif(typcollation, 0)::regcollation,
    (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
    (SELECT concat_ws(',', rngsubtype::regtype, rngcanonical, rngsubdiff) FROM pg_range WHERE rngtypid = t.oid),
    (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(coalesce(typacl, acldefault('T', typowner))) x))
  FROM pg_type t JOIN ns n ON n.oid = typnamespace
  WHERE typelem = 0 AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND relkind <> 'c')
UNION ALL
SELECT name, concat_ws('|', 'sequence', name, seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle)
  FROM rel JOIN pg_sequence ON seqrelid = rel.oid
UNION ALL
SELECT n.nspname, concat_ws('|', 'statistics', n.nspname, stxname, stxowner::regrole, nullif(stxstattarget, -1), pg_get_statisticsobjdef(s.oid))
  FROM pg_statistic_ext s JOIN ns n ON n.oid = stxnamespace
UNION ALL
SELECT n.nspname, concat_ws('|', 'default privileges', n.nspname, defaclrole::regrole, defaclobjtype,
    (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(defaclacl) x))
  FROM pg_default_acl JOIN ns n ON n.oid = defaclnamespace
UNION ALL
SELECT i.identity, concat_ws('|', 'comment', i.type, i.identity, description)
  FROM pg_description d, pg_identify_object(classoid, objoid, objsubid) i
  WHERE objoid >= 16384
UNION ALL
SELECT i.identity, concat_ws('|', 'dependency', deptype, i.type, i.identity, j.type, j.identity)
  FROM pg_depend, pg_identify_object(classid, objid, objsubid) i,
    pg_identify_object(refclassid, refobjid, refobjsubid) j
  WHERE deptype = 'x' OR (deptype = 'a' AND classid = 'pg_class'::regclass AND refobjsubid > 0
    AND EXISTS (SELECT FROM pg_class WHERE oid = objid AND relkind = 'S')))";

constexpr const char* tables = R"(
SELECT n.nspname, format('SELECT %L, %L || coalesce(string_agg((x.*)::text, E''\n'' ORDER BY (x.*)::text), '''') FROM ONLY %I.%I x',
    n.nspname, 'rows|' || c.relname || '|', n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
UNION ALL
SELECT n.nspname, format('SELECT %L, %L || last_value || is_called FROM %I.%I',
    n.nspname, 'sequence|' || c.relname || '|', n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind = 'S' AND nspname !~ '^pg_'
UNION ALL
SELECT n.nspname, format('SELECT %L, %L || coalesce(string_agg((x.*)::text, E''\n'' ORDER BY (x.*)::text), '''') FROM %I.%I x',
    n.nspname, 'rows|' || c.relname || '|', n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind = 'm' AND relispopulated AND nspname !~ '^pg_')";

std::vector<ResultRow> rows(Session& session, const std::string& sql) {
  session.send_alone(sql, Results::keep);
  Answer answer = session.wait();
  if (answer.error) throw std::runtime_error(answer.error->message);
  return std::move(answer.result);
}

// 17 of "case_017_other.t".
int case_of(const std::string& name) {
  const std::size_t place = name.find("case_");
  if (place == std::string::npos || place + 8 > name.size()) return 0;
  return std::atoi(name.substr(place + 5, 3).c_str());
}

CatalogLines read(Session& session, const std::string& sql) {
  CatalogLines lines;
  if (sql.empty()) return lines;
  for (const ResultRow& row : rows(session, sql)) {
    lines[case_of(row[0].value_or(""))].push_back(row[1].value_or(""));
  }
  for (auto& [number, list] : lines) std::ranges::sort(list);
  return lines;
}

}  // namespace

// With an empty search_path every name is written with its schema.
CatalogLines read_definitions(Session& session) {
  rows(session, "SET search_path = ''");
  return read(session, definitions);
}

CatalogLines read_contents(Session& session) {
  std::string sql;
  for (const ResultRow& row : rows(session, tables)) {
    sql += (sql.empty() ? "" : "\nUNION ALL\n") + row[1].value_or("");
  }
  return read(session, sql);
}

}  // namespace pgsettle
