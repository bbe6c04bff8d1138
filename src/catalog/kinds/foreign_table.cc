// What all relations have is read by table.cc.
#include <array>

#include "catalog/statements.h"

namespace pgsettle::kinds {
namespace {

using catalog::Table;

constexpr auto fields = std::to_array<Field>(
    {compared<&Table::server>("server"), compared<&Table::server_options>("server_options"),
     compared<&Table::parents>("parents"), known<&catalog::Relation::persistence>("persistence"),
     known<&catalog::Relation::partition>("partition"),
     known<&catalog::Relation::has_children>("has_children"),
     known<&catalog::Relation::has_rules>("has_rules"), known<&Table::bound>("bound")});

std::string sql_reference(const CatalogObject& object) {
  return "FOREIGN TABLE " + sql_name(object.name);
}

void create(const CatalogObject& object, const Catalog& all, Remedy& remedy) {
  const auto& table = object.as<Table>();
  if (!table.parents.empty()) {
    return remedy.note(Phase::table, describe(object) + " has parents: write it by hand");
  }
  remedy.add(Phase::table, fmt::format("CREATE FOREIGN TABLE IF NOT EXISTS {} {} SERVER {}{}",
                                       sql_name(object.name), column_list(object, all),
                                       sql_identifier(table.server.value_or("")),
                                       server_option_clause(table.server_options)));
}

void change(const ObjectChange& change, const Catalog&, Remedy& remedy) {
  if (change.of<&Table::server>() || change.of<&Table::parents>()) {
    return remedy.note(Phase::table,
                       describe(change.to) + " has another server or parents: write it by hand");
  }
  change_server_options("ALTER " + sql_reference(change.to), change.from.as<Table>().server_options,
                        change.to.as<Table>().server_options, Phase::table, remedy);
}

}  // namespace

extern const CatalogKind foreign_table{.id = "foreign_table",
                                       .claims = is_one_of<ObjectKind::foreign_table>,
                                       .queries = {R"(
SELECT NULL, NULL, NULL, NULL, NULL, NULL, f.ftrelid,
       v.srvname AS server, f.ftoptions AS server_options
FROM pg_foreign_table f JOIN pg_foreign_server v ON v.oid = f.ftserver
WHERE f.ftrelid = ANY $found(relations)
)"},
                                       .fields = fields,
                                       .sql_reference = sql_reference,
                                       .phase = always<Phase::table>,
                                       .create = create,
                                       .change = change};

}  // namespace pgsettle::kinds
