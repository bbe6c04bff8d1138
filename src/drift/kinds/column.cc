// Of tables; of views only what is said of them: comments, privileges.
#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>(
    {"type", "collation", "not_null", "default", "identity", "identity_options", "generated",
     "statistics", "storage", "compression", "options"});

std::string alter(const CatalogObject& column) {
  return fmt::format("{} ALTER COLUMN {} ", alter_table(column), sql_identifier(column.name.name));
}

std::string phrase(const CatalogObject& object) {
  return fmt::format("COLUMN {}.{}", sql_name(object.owner), sql_identifier(object.name.name));
}

bool fills_itself(const CatalogObject& column) {
  return column.has("default") || column.has("identity") || column.has("generated");
}

void set_storage(const ObjectChange& change, ChangeScript& script) {
  if (change.has("statistics")) {
    script.add(Phase::column,
               alter(change.to) + fmt::format("SET STATISTICS {}", change.to.get("statistics")));
  }
  if (change.has("storage")) {
    const std::string_view letter = change.to.get("storage");
    const std::string_view word = letter == "p"   ? "PLAIN"
                                  : letter == "e" ? "EXTERNAL"
                                  : letter == "m" ? "MAIN"
                                                  : "EXTENDED";
    script.add(Phase::column, alter(change.to) + fmt::format("SET STORAGE {}", word));
  }
  if (change.has("compression")) {
    const std::string_view letter = change.to.get("compression");
    const std::string_view word = letter == "l" ? "lz4" : letter == "p" ? "pglz" : "default";
    script.add(Phase::column, alter(change.to) + fmt::format("SET COMPRESSION {}", word));
  }
  change_options(alter(change.to), change, Phase::column, script);
}

// A column of a view has none of these.
void complete(const CatalogObject& object, ChangeScript& script) {
  if (object.is("of_view")) return;
  const CatalogObject plain;
  ObjectChange change = {.from = plain, .to = object, .attributes = {}};
  if (object.get("statistics") != "-1") change.attributes.insert("statistics");
  if (!object.is("usual")) change.attributes.insert("storage");
  if (object.has("compression")) change.attributes.insert("compression");
  if (!object.list("options").empty()) change.attributes.insert("options");
  set_storage(change, script);
}

void create(const CatalogObject& object, const Snapshot& all, ChangeScript& script) {
  const CatalogObject* whole = all.relation(object.owner);
  if (whole == nullptr || whole->kind != ObjectKind::table) return;
  const bool late = object.is("not_null") && !fills_itself(object);
  std::string definition = column_definition(object);
  if (late) definition.erase(definition.rfind(" NOT NULL"));
  script.add(Phase::column, fmt::format("{} ADD COLUMN IF NOT EXISTS {} {}", alter_table(object),
                                        sql_identifier(object.name.name), definition));
  complete(object, script);
  if (late) {
    script.note(Phase::column, "once all rows have a value: " + alter(object) + "SET NOT NULL;");
  }
}

void change_value(const ObjectChange& change, ChangeScript& script) {
  const CatalogObject& to = change.to;
  if (change.has("generated") || to.has("generated")) {
    script.note(Phase::column, describe(to) + " is generated otherwise: write it by hand");
    return;
  }
  if (change.has("default") && !to.has("default")) {
    script.add(Phase::column, alter(to) + "DROP DEFAULT");
  }
  if (change.has("identity")) {
    const std::string kind = to.get("identity") == "a" ? "ALWAYS" : "BY DEFAULT";
    if (!to.has("identity")) {
      script.add(Phase::column, alter(to) + "DROP IDENTITY IF EXISTS");
    } else if (change.from.has("identity")) {
      script.add(Phase::column, alter(to) + "SET GENERATED " + kind);
    } else {
      script.note(Phase::column,
                  fmt::format("can be run once: {}ADD GENERATED {} AS IDENTITY ({});", alter(to),
                              kind, fmt::join(to.list("identity_options"), " ")));
    }
  }
  if (change.has("identity_options") && to.has("identity") && change.from.has("identity")) {
    for (const std::string& option : to.list("identity_options")) {
      script.add(Phase::column, alter(to) + "SET " + option);
    }
  }
  if (change.has("default") && to.has("default")) {
    script.add(Phase::column, alter(to) + fmt::format("SET DEFAULT {}", to.get("default")));
  }
}

void change(const ObjectChange& change, const Snapshot& all, ChangeScript& script) {
  const CatalogObject& to = change.to;
  const CatalogObject* whole = all.relation(to.owner);
  if (whole == nullptr || whole->kind != ObjectKind::table) return;
  if (change.has("type") || change.has("collation")) {
    script.add(Phase::column,
               alter(to) + fmt::format("TYPE {} USING {}::{}", type_and_collation(to),
                                       sql_identifier(to.name.name), to.get("type")));
  }
  if (change.has("default") || change.has("identity") || change.has("identity_options") ||
      change.has("generated")) {
    change_value(change, script);
  }
  if (change.has("not_null")) {
    script.add(Phase::column, alter(to) + (to.is("not_null") ? "SET NOT NULL" : "DROP NOT NULL"));
  }
  set_storage(change, script);
}

std::string drop(const CatalogObject& object) {
  return fmt::format("{} DROP COLUMN IF EXISTS {}", alter_table(object),
                     sql_identifier(object.name.name));
}

}  // namespace

extern const DriftKind column{.id = "column",
                              .claims = is_one_of<ObjectKind::column>,
                              .attributes = attributes,
                              .phrase = phrase,
                              .phase = always<Phase::column>,
                              .create = create,
                              .change = change,
                              .complete = complete,
                              .drop = drop,
                              .holds_data = true,
                              .has_owner = false};

}  // namespace pgsettle::drift_kinds
