// Enums, composite types, ranges and base types; the query is that of domains, too.
// Base types and shells are left to a person.
#include <algorithm>
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&catalog::Type::typtype>("typtype"), compared<&catalog::Type::labels>("labels"),
     compared<&catalog::Type::range>("range"), known<&catalog::Type::of_relation>("of_relation")});

std::string sql_reference(const CatalogObject& object) { return "TYPE " + sql_name(object.name); }

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  const auto& type = object.as<catalog::Type>();
  std::vector<std::string> parts;
  const std::string start = "CREATE " + sql_reference(object) + " AS ";
  if (type.typtype == catalog::Typtype::enumeration) {
    for (const std::string& label : type.labels) parts.push_back(quote_literal(label));
    remedy.add(Phase::type, guarded(fmt::format("{}ENUM ({})", start, fmt::join(parts, ", ")),
                                    "duplicate_object"));
  } else if (type.typtype == catalog::Typtype::composite) {
    for (const CatalogObject* part : all.members(ObjectKind::attribute, object.name)) {
      parts.push_back(
          fmt::format("{} {}", sql_identifier(part->name.name), type_and_collation(*part)));
    }
    remedy.add(Phase::type,
               guarded(fmt::format("{}({})", start, fmt::join(parts, ", ")), "duplicate_object"));
  } else if (type.range) {
    remedy.add(Phase::type,
               guarded(fmt::format("{}RANGE ({})", start, *type.range), "duplicate_object"));
  } else {
    remedy.note(Phase::type,
                describe(object) + " is no enum, range or composite type: write it by hand");
  }
}

// A label cannot be dropped, and has a place: behind the one before it.
void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  if (change.of<&catalog::Type::typtype>() || change.of<&catalog::Type::range>()) {
    remedy.note(Phase::type, describe(change.to) + " is of another kind: write it by hand");
    return;
  }
  const auto& labels = change.to.as<catalog::Type>().labels;
  const auto& before = change.from.as<catalog::Type>().labels;
  std::string after;
  for (const std::string& label : labels) {
    if (std::ranges::find(before, label) == before.end()) {
      remedy.add(Phase::type, fmt::format("ALTER {} ADD VALUE IF NOT EXISTS {}{}",
                                          sql_reference(change.to), quote_literal(label),
                                          after.empty() ? "" : " AFTER " + quote_literal(after)));
    }
    after = label;
  }
  for (const std::string& label : before) {
    if (std::ranges::find(labels, label) != labels.end()) continue;
    remedy.note(Phase::type, fmt::format("{} has no label {} any more: PostgreSQL cannot drop one",
                                         describe(change.to), quote_literal(label)));
  }
}

}  // namespace

extern const CatalogKind type{.id = "type",
                              .claims = is_one_of<ObjectKind::type>,
                              .queries = {R"(
SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
       n.nspname, t.typname, NULL, NULL, NULL, NULL,
       t.typtype, c.relkind <> 'c' AS of_relation,
       ARRAY(SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = t.oid
             ORDER BY e.enumsortorder) AS labels,
       (SELECT 'SUBTYPE = ' || format_type(g.rngsubtype, NULL)
           || CASE WHEN g.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || g.rngsubdiff::regproc
              ELSE '' END
           || CASE WHEN g.rngcanonical <> 0 THEN ', CANONICAL = ' || g.rngcanonical::regproc
              ELSE '' END
           || $since(14,', MULTIRANGE_TYPE_NAME = ' || format_type(g.rngmultitypid, NULL),'')
        FROM pg_range g WHERE g.rngtypid = t.oid) AS range,
       CASE WHEN t.typtype = 'd' THEN
         (SELECT l.collnamespace::regnamespace || '.' || quote_ident(l.collname)
          FROM pg_collation l, pg_type b
          WHERE l.oid = t.typcollation AND b.oid = t.typbasetype
          AND t.typcollation <> b.typcollation) END AS collation,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
       t.typnotnull AS not_null, t.typdefault AS "default",
       pg_get_userbyid(t.typowner) AS owner, pg_has_role(t.typowner, 'USAGE') AS owned,
       CASE WHEN t.typrelid = 0 OR c.relkind = 'c' THEN $acl(t.typacl,'T',t.typowner) END AS acl,
       (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e') AS extension,
       $comment(pg_type,t.oid,0) AS comment
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.oid = ANY $found(types)
)"},
                              .fields = fields,
                              .sql_reference = sql_reference,
                              .phase = always<Phase::type>,
                              .create = create,
                              .change = change,
                              .holds_data = true};

}  // namespace pgsettle::kinds
