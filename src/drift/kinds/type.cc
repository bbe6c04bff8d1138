// Enums, composite types, ranges; base types and shells are left to a person.
#include <algorithm>
#include <array>

#include "drift/statements.h"

namespace pgsettle::drift_kinds {
namespace {

constexpr auto attributes = std::to_array<std::string_view>({"typtype", "labels", "range"});

std::string phrase(const CatalogObject& object) { return "TYPE " + sql_name(object.name); }

std::string guarded(const std::string& create) {
  return fmt::format("DO $$BEGIN\n  {};\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND$$",
                     create);
}

void create(const CatalogObject& object, const Snapshot& all, ChangeScript& script) {
  std::vector<std::string> parts;
  const std::string start = "CREATE " + phrase(object) + " AS ";
  if (object.get("typtype") == "e") {
    for (const std::string& label : object.list("labels")) parts.push_back(quote_literal(label));
    script.add(Phase::type, guarded(fmt::format("{}ENUM ({})", start, fmt::join(parts, ", "))));
  } else if (object.get("typtype") == "c") {
    for (const CatalogObject* part : all.members(ObjectKind::attribute, object.name)) {
      parts.push_back(
          fmt::format("{} {}", sql_identifier(part->name.name), type_and_collation(*part)));
    }
    script.add(Phase::type, guarded(fmt::format("{}({})", start, fmt::join(parts, ", "))));
  } else if (object.has("range")) {
    script.add(Phase::type, guarded(fmt::format("{}RANGE ({})", start, object.get("range"))));
  } else {
    script.note(Phase::type,
                describe(object) + " is no enum, range or composite type: write it by hand");
  }
}

void change(const ObjectChange& change, const Snapshot&, ChangeScript& script) {
  if (change.has("typtype") || change.has("range")) {
    script.note(Phase::type, describe(change.to) + " is of another kind: write it by hand");
    return;
  }
  const auto& labels = change.to.list("labels");
  const auto& before = change.from.list("labels");
  std::string after;
  for (const std::string& label : labels) {
    if (std::ranges::find(before, label) == before.end()) {
      script.add(Phase::type, fmt::format("ALTER {} ADD VALUE IF NOT EXISTS {}{}",
                                          phrase(change.to), quote_literal(label),
                                          after.empty() ? "" : " AFTER " + quote_literal(after)));
    }
    after = label;
  }
  for (const std::string& label : before) {
    if (std::ranges::find(labels, label) != labels.end()) continue;
    script.note(Phase::type, fmt::format("{} has no label {} any more: PostgreSQL cannot drop one",
                                         describe(change.to), quote_literal(label)));
  }
}

}  // namespace

extern const DriftKind type{.id = "type",
                            .claims = is_one_of<ObjectKind::type>,
                            .attributes = attributes,
                            .phrase = phrase,
                            .phase = always<Phase::type>,
                            .create = create,
                            .change = change,
                            .holds_data = true};

}  // namespace pgsettle::drift_kinds
