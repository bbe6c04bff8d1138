// What all relations have is read by table.cc.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields =
    std::to_array<Field>({compared<&catalog::Sequence::options>("sequence"),
                          compared<&catalog::Sequence::owned_by>("owned_by"),
                          compared<&catalog::Relation::persistence>("persistence"),
                          known<&catalog::Relation::tablespace>("effective_tablespace"),
                          known<&catalog::Relation::pages>("pages")});

std::string sql_reference(const CatalogObject& object) {
  return "SEQUENCE " + sql_name(object.name);
}

// OWNED BY comes once the column is there, which may take its default from the sequence.
void own(const CatalogObject& object, Remedy& remedy) {
  remedy.add(Phase::column, fmt::format("ALTER {} OWNED BY {}", sql_reference(object),
                                        object.as<catalog::Sequence>().owned_by.value_or("NONE")));
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  const auto& sequence = object.as<catalog::Sequence>();
  remedy.add(Phase::sequence, fmt::format("CREATE {}SEQUENCE IF NOT EXISTS {} {}", unlogged(object),
                                          sql_name(object.name), fmt::join(sequence.options, " ")));
  if (sequence.owned_by) own(object, remedy);
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  const std::string alter = "ALTER " + sql_reference(change.to);
  if (change.of<&catalog::Sequence::options>()) {
    remedy.add(
        Phase::sequence,
        fmt::format("{} {}", alter, fmt::join(change.to.as<catalog::Sequence>().options, " ")));
  }
  if (change.of<&catalog::Sequence::owned_by>()) own(change.to, remedy);
  change_storage(alter, change, remedy);
}

}  // namespace

extern const CatalogKind sequence{.id = "sequence",
                                  .claims = is_one_of<ObjectKind::sequence>,
                                  .queries = {R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, q.seqrelid,
       ARRAY['INCREMENT ' || q.seqincrement, 'START WITH ' || q.seqstart,
             'MINVALUE ' || q.seqmin, 'MAXVALUE ' || q.seqmax, 'CACHE ' || q.seqcache,
             CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END,
             'AS ' || format_type(q.seqtypid, NULL)] AS sequence,
       d.refobjid::regclass || '.' || quote_ident(a.attname) AS owned_by
FROM pg_sequence q
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid
  AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE q.seqrelid = ANY $found(relations)
)"},
                                  .fields = fields,
                                  .sql_reference = sql_reference,
                                  .phase = always<Phase::sequence>,
                                  .create = create,
                                  .change = change,
                                  .holds_data = true};

}  // namespace pgsettle::kinds
