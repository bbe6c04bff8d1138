// What all relations have is read by table.cc.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

constexpr auto fields = std::to_array<Field>(
    {compared<&CatalogObject::definition>("definition"), compared<&catalog::Index::valid>("valid"),
     compared<&catalog::Index::clustered>("clustered"),
     compared<&catalog::Index::identity_index>("identity_index"),
     compared<&catalog::Relation::own_tablespace>("tablespace"),
     known<&catalog::Index::busy>("busy"), known<&catalog::Index::of_constraint>("of_constraint"),
     known<&CatalogObject::options>("options"),
     known<&catalog::Relation::partitioned>("partitioned"),
     known<&catalog::Relation::partition>("partition"),
     known<&catalog::Relation::has_children>("has_children"),
     known<&catalog::Relation::moved>("moved"),
     known<&catalog::Relation::persistence>("persistence"),
     known<&catalog::Relation::access_method>("access_method"),
     known<&catalog::Relation::tablespace>("effective_tablespace"),
     known<&catalog::Relation::pages>("pages")});

std::string sql_reference(const CatalogObject& object) { return "INDEX " + sql_name(object.name); }

// What the table uses the index for. No statement takes the part of the replica identity away: the
// table then has another one.
void set_roles(const ObjectChange& change, Remedy& remedy) {
  const CatalogObject& to = change.to;
  const std::string name = sql_identifier(to.name.name);
  const auto& index = to.as<catalog::Index>();
  if (change.of<&catalog::Index::clustered>()) {
    remedy.add(Phase::property, alter_table(to) + (index.clustered ? " CLUSTER ON " + name
                                                                   : " SET WITHOUT CLUSTER"));
  }
  if (change.of<&catalog::Index::identity_index>() && index.identity_index) {
    remedy.add(Phase::property, alter_table(to) + " REPLICA IDENTITY USING INDEX " + name);
  }
}

void create(const CatalogObject& object, const Catalog&, Remedy& remedy) {
  std::string text = with_if_not_exists(object.definition, "INDEX ");
  const std::size_t only = text.find(" ON ONLY ");
  // Else it waits, invalid, for those of the partitions.
  if (object.relation.partitioned && only != std::string::npos) text.erase(only + 3, 5);
  remedy.add(Phase::key, text);
  if (object.relation.own_tablespace) {
    set_tablespace("ALTER " + sql_reference(object), object, Phase::property, remedy);
  }
  const CatalogObject plain;
  set_roles({.from = plain, .to = object}, remedy);
}

void change(const ObjectChange& change, const Catalog& all, Remedy& remedy) {
  if (change.of<&CatalogObject::definition>() || change.of<&catalog::Index::valid>()) {
    remedy.add(Phase::key, drop_if_exists(sql_reference(change.to), sql_name(change.to.name)));
    return create(change.to, all, remedy);
  }
  set_roles(change, remedy);
  if (change.of<&catalog::Relation::own_tablespace>()) {
    set_tablespace("ALTER " + sql_reference(change.to), change.to, Phase::property, remedy);
  }
}

}  // namespace

extern const CatalogKind index{.id = "index",
                               .claims = is_one_of<ObjectKind::index>,
                               .queries = {R"(
SELECT NULL, NULL, NULL, n.nspname, t.relname, NULL, i.indexrelid,
       pg_get_indexdef(i.indexrelid) AS definition, i.indisvalid AS valid,
       CASE WHEN NOT i.indisvalid THEN EXISTS (SELECT FROM pg_locks l WHERE l.relation = i.indrelid
           AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> pg_backend_pid()
           AND l.database = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database()))
         ELSE false END AS busy,
       i.indisclustered AS clustered, i.indisreplident AS identity_index
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE i.indexrelid = ANY $found(relations)
)"},
                               .fields = fields,
                               .sql_reference = sql_reference,
                               .phase = always<Phase::key>,
                               .create = create,
                               .change = change,
                               .has_owner = false};

}  // namespace pgsettle::kinds
