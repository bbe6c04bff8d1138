// Tables, partitioned ones and partitions.
#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>(
    {"persistence", "partition_key", "parents", "bound", "row_security", "force_row_security",
     "replica_identity", "options"});

std::string phrase(const CatalogObject& object) { return "TABLE " + sql_name(object.name); }

std::string columns_of(const CatalogObject& table, const Snapshot& all) {
  std::vector<std::string> lines;
  for (const CatalogObject* column : all.members(ObjectKind::column, table.name)) {
    lines.push_back(
        fmt::format("\n    {} {}", sql_identifier(column->name.name), column_definition(*column)));
  }
  return fmt::format("({}{})", fmt::join(lines, ","), lines.empty() ? "" : "\n");
}

void set_security(const CatalogObject& table, std::string_view attribute, std::string_view force,
                  ChangeScript& script) {
  const bool on = table.is(attribute);
  script.add(Phase::property, fmt::format("ALTER {} {}{} ROW LEVEL SECURITY", phrase(table),
                                          on ? "" : "NO ", force));
}

void set_properties(const ObjectChange& change, ChangeScript& script) {
  const std::string alter = "ALTER " + phrase(change.to) + " ";
  if (change.has("row_security")) {
    script.add(Phase::property, alter + (change.to.is("row_security") ? "ENABLE" : "DISABLE") +
                                    " ROW LEVEL SECURITY");
  }
  if (change.has("force_row_security")) {
    set_security(change.to, "force_row_security", "FORCE", script);
  }
  if (!change.has("replica_identity")) return;
  const std::string_view identity = change.to.get("replica_identity");
  if (identity == "i") return;  // the index's file says which
  script.add(Phase::property, alter + "REPLICA IDENTITY " +
                                  (identity == "f"   ? "FULL"
                                   : identity == "n" ? "NOTHING"
                                                     : "DEFAULT"));
}

void create(const CatalogObject& object, const Snapshot& all, ChangeScript& script) {
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
  script.add(partition ? Phase::column : Phase::table, text);
  const CatalogObject plain = {.attributes = {{"replica_identity", "d"}}};
  ObjectChange rest = {.from = plain, .to = object, .attributes = {}};
  if (object.is("row_security")) rest.attributes.insert("row_security");
  if (object.is("force_row_security")) rest.attributes.insert("force_row_security");
  if (object.get("replica_identity") != "d") rest.attributes.insert("replica_identity");
  set_properties(rest, script);
}

void change(const ObjectChange& change, const Snapshot&, ChangeScript& script) {
  set_properties(change, script);
  change_options("ALTER " + phrase(change.to), change, Phase::property, script);
  if (change.has("persistence")) {
    script.add(Phase::table,
               fmt::format("ALTER {} SET {}", phrase(change.to),
                           change.to.get("persistence") == "u" ? "UNLOGGED" : "LOGGED"));
  }
  if (change.has("partition_key") || change.has("parents") || change.has("bound")) {
    script.note(Phase::table,
                describe(change.to) + " is partitioned or inherits otherwise: write it by hand");
  }
}

}  // namespace

extern const DriftKind table{.id = "table",
                             .claims = is_one_of<ObjectKind::table>,
                             .attributes = attributes,
                             .phrase = phrase,
                             .phase = always<Phase::table>,
                             .create = create,
                             .change = change,
                             .holds_data = true};

}  // namespace pgsettle::drift_kinds
