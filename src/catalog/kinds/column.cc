// Of tables; of views only what is said of them: comments, privileges. The query reads columns of
// indexes and attributes of composite types, too.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

using catalog::Column;
using catalog::Generated;
using catalog::Identity;

constexpr auto fields = std::to_array<Field>(
    {compared<&Column::type>("type"), compared<&Column::collation>("collation"),
     compared<&Column::not_null>("not_null"), compared<&Column::default_value>("default"),
     compared<&Column::identity>("identity"),
     compared<&Column::identity_options>("identity_options"),
     compared<&Column::generated>("generated"), compared<&Column::statistics>("statistics"),
     compared<&Column::storage>("storage"), compared<&Column::compression>("compression"),
     compared<&CatalogObject::options>("options"),
     compared<&Column::server_options>("server_options"), known<&Column::number>("number"),
     known<&Column::of_view>("of_view"), known<&Column::set_not_null>("set_not_null"),
     known<&Column::usual>("usual"), known<&Column::in_definition>("in_definition")});

std::string alter(const CatalogObject& object) {
  return fmt::format("{} ALTER COLUMN {} ", alter_table(object), sql_identifier(object.name.name));
}

std::string sql_reference(const CatalogObject& object) {
  return fmt::format("COLUMN {}.{}", sql_name(object.owner), sql_identifier(object.name.name));
}

bool fills_itself(const Column& column) {
  return column.default_value || column.identity != Identity::none ||
         column.generated != Generated::none;
}

const CatalogObject* table_of(const CatalogObject& object, const Catalog& all) {
  const CatalogObject* whole = all.relation(object.owner);
  return whole != nullptr && whole->has<catalog::Table>() ? whole : nullptr;
}

void set_storage(const ObjectChange& change, Remedy& remedy) {
  const auto& to = change.to.as<Column>();
  const auto set = [&](std::string_view what, std::string_view value) {
    remedy.add(Phase::column, fmt::format("{}SET {} {}", alter(change.to), what, value));
  };
  if (change.of<&Column::statistics>()) set("STATISTICS", std::to_string(to.statistics));
  // What a column has when it is made is its type's to say.
  const bool made = change.from.kind == ObjectKind::other;
  if (change.of<&Column::storage>() && !(made && to.usual)) set("STORAGE", word(to.storage));
  if (change.of<&Column::compression>()) {
    const bool none = to.compression == catalog::Compression::none;
    set("COMPRESSION", none ? "default" : word(to.compression));
  }
  change_options(alter(change.to), change, Phase::column, remedy);
}

// A column of a view has none of these.
void complete(const CatalogObject& object, Remedy& remedy) {
  if (object.as<Column>().of_view) return;
  const CatalogObject nothing;
  set_storage({.from = nothing, .to = object}, remedy);
}

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  if (table_of(object, all) == nullptr) return;
  const auto& column = object.as<Column>();
  const bool late = column.not_null && !fills_itself(column);
  std::string definition = column_definition(object);
  if (late) definition.erase(definition.rfind(" NOT NULL"));
  remedy.add(Phase::column, fmt::format("{} ADD COLUMN IF NOT EXISTS {} {}", alter_table(object),
                                        sql_identifier(object.name.name), definition));
  complete(object, remedy);
  if (late) {
    remedy.note(Phase::column, "once all rows have a value: " + alter(object) + "SET NOT NULL;");
  }
}

void change_identity(const ObjectChange& change, Remedy& remedy) {
  const auto& to = change.to.as<Column>();
  const std::string set = alter(change.to);
  const bool was_identity = change.from.as<Column>().identity != Identity::none;
  if (change.of<&Column::identity>()) {
    if (to.identity == Identity::none) {
      remedy.add(Phase::column, set + "DROP IDENTITY IF EXISTS");
    } else if (was_identity) {
      remedy.add(Phase::column, fmt::format("{}SET GENERATED {}", set, word(to.identity)));
    } else {
      remedy.add(
          Phase::column,
          fmt::format("DO $$BEGIN\n  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid "
                      "= {}::regclass\n                 AND attname = {} AND attidentity "
                      "<> '') THEN\n    {}ADD GENERATED {} AS IDENTITY ({});\n  END "
                      "IF;\nEND$$",
                      quote_literal(sql_name(change.to.owner)), quote_literal(change.to.name.name),
                      set, word(to.identity), fmt::join(to.identity_options, " ")));
    }
  }
  if (change.of<&Column::identity_options>() && to.identity != Identity::none && was_identity) {
    for (const std::string& option : to.identity_options) {
      remedy.add(Phase::column, set + "SET " + option);
    }
  }
}

void change_value(const ObjectChange& change, Remedy& remedy) {
  const auto& to = change.to.as<Column>();
  const bool other_default = change.of<&Column::default_value>();
  if (change.of<&Column::generated>() || (other_default && to.generated != Generated::none)) {
    remedy.note(Phase::column, describe(change.to) + " is generated otherwise: write it by hand");
    return;
  }
  // An identity column has no default, neither before it becomes one nor after.
  if (other_default && !to.default_value) {
    remedy.add(Phase::column, alter(change.to) + "DROP DEFAULT");
  }
  change_identity(change, remedy);
  if (other_default && to.default_value) {
    remedy.add(Phase::column, alter(change.to) + "SET DEFAULT " + *to.default_value);
  }
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  const CatalogObject* table = table_of(change.to, all);
  if (table == nullptr) return;
  const auto& to = change.to.as<Column>();
  if (change.of<&Column::type>() || change.of<&Column::collation>()) {
    std::string text = fmt::format("{}TYPE {}", alter(change.to), type_and_collation(change.to));
    if (table->kind == ObjectKind::table) {
      text += fmt::format(" USING {}::{}", sql_identifier(change.to.name.name), to.type);
    }
    remedy.add(Phase::column, text);
  }
  // An identity column must be NOT NULL before it becomes one, and as long as it is one.
  const bool other_null = change.of<&Column::not_null>();
  if (other_null && to.not_null) remedy.add(Phase::column, alter(change.to) + "SET NOT NULL");
  change_value(change, remedy);
  if (other_null && !to.not_null) {
    remedy.add(Phase::column, alter(change.to) + "DROP NOT NULL");
  }
  set_storage(change, remedy);
  change_server_options(alter(change.to), change.from.as<Column>().server_options,
                        to.server_options, Phase::column, remedy);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("{} DROP COLUMN IF EXISTS {}", alter_table(object),
                     sql_identifier(object.name.name));
}

}  // namespace

extern const CatalogKind column{.id = "column",
                                .claims = is_one_of<ObjectKind::column>,
                                .queries = {R"(
SELECT CASE c.relkind WHEN 'c' THEN 'attribute' ELSE 'column' END,
       NULL, a.attname, n.nspname, c.relname, NULL, c.oid || '.' || a.attnum,
       a.attnum AS number, c.relkind IN ('v', 'm') AS of_view,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
       -- Since 18 it may be inherited, or not validated yet, which SET NOT NULL changes.
       a.attnotnull AND $since(18,EXISTS (SELECT FROM pg_constraint k
           WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum
           AND k.convalidated AND k.conislocal AND NOT k.connoinherit),true) AS set_not_null,
       pg_get_expr(d.adbin, d.adrelid) AS "default",
       nullif(a.attidentity, '') AS identity, nullif(a.attgenerated, '') AS generated,
       CASE WHEN a.attcollation <> t.typcollation THEN
         (SELECT l.collnamespace::regnamespace || '.' || quote_ident(l.collname)
          FROM pg_collation l WHERE l.oid = a.attcollation) END AS collation,
       a.attcollation = t.typcollation AND a.attstorage = t.typstorage
         AND $since(14,a.attcompression = '',true) AS usual,
       coalesce(a.attstattarget, -1) AS statistics, a.attstorage AS storage,
       -- What a server keeps for itself there is nobody's setting.
       CASE WHEN a.attoptions IS NOT NULL THEN
         ARRAY(SELECT o FROM unnest(a.attoptions) o WHERE o !~ '^pg_') END AS options,
       a.attfdwoptions AS server_options,
       $since(14,nullif(a.attcompression, ''),NULL) AS compression,
       a.attinhcount > 0 AS inherited,
       $comment(pg_class,c.oid,a.attnum) AS comment,
       CASE WHEN a.attacl IS NOT NULL THEN $acl(a.attacl,'c',c.relowner) END AS acl
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.oid = ANY $found(relations)
  AND (c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
       OR c.relkind IN ('i', 'I') AND a.attstattarget >= 0)
)",
                                            R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, d.refobjid || '.' || d.refobjsubid,
       ARRAY['INCREMENT ' || q.seqincrement, 'START WITH ' || q.seqstart,
             'MINVALUE ' || q.seqmin, 'MAXVALUE ' || q.seqmax, 'CACHE ' || q.seqcache,
             CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END] AS identity_options
FROM pg_depend d JOIN pg_sequence q ON q.seqrelid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY $found(relations)
  AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
)",
                                            // RememberAllDependentForRebuilding() in
                                            // src/backend/commands/tablecmds.c
                                            R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, d.refobjid || '.' || d.refobjsubid,
       true AS in_definition
FROM pg_depend d LEFT JOIN pg_attrdef f ON f.oid = d.objid AND d.classid = 'pg_attrdef'::regclass
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY $found(relations)
  AND d.refobjsubid > 0
  AND (d.classid IN ('pg_rewrite'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass,
                     'pg_proc'::regclass, $since(15,'pg_publication_rel'::regclass,0))
       OR f.adrelid = d.refobjid AND f.adnum <> d.refobjsubid)
)"},
                                .fields = fields,
                                .sql_reference = sql_reference,
                                .phase = always<Phase::column>,
                                .create = create,
                                .change = change,
                                .complete = complete,
                                .drop = drop,
                                .holds_data = true,
                                .has_owner = false};

}  // namespace pgsettle::kinds
