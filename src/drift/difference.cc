#include "drift/difference.h"

#include <fmt/format.h>

#include <algorithm>

#include "drift/kind.h"

namespace pgsettle {
namespace {

// Of a trigger or rule (pg_trigger.tgenabled).
std::string_view state_in_words(std::string_view letter) {
  if (letter == "D") return "disabled";
  if (letter == "R") return "on replicas";
  return letter == "A" ? "always" : "enabled";
}

// Of privileges only those that `other` has not.
std::string value_of(const CatalogObject& object, std::string_view attribute,
                     const CatalogObject& other) {
  std::vector<std::string> list = object.list(attribute);
  if (attribute == "acl") {
    std::erase_if(list, [&](const std::string& entry) {
      const auto& others = other.list(attribute);
      return std::ranges::find(others, entry) != others.end();
    });
  }
  if (!list.empty()) return fmt::format("{}", fmt::join(list, ", "));
  if (attribute == "enabled") return std::string(state_in_words(object.get(attribute)));
  return std::string(object.get(attribute));
}

}  // namespace

std::vector<AttributeDifference> compare(const CatalogObject& declared,
                                         const CatalogObject& found) {
  std::vector<AttributeDifference> list;
  const auto look = [&](std::string_view attribute) {
    std::string first = value_of(declared, attribute, found);
    std::string second = value_of(found, attribute, declared);
    if (first == second) return;
    list.push_back({std::string(attribute), std::move(first), std::move(second)});
  };
  const DriftKind& kind = *drift_kind_of(declared);
  // What columns of views are follows from the view.
  if (!declared.is("of_view")) {
    for (const std::string_view attribute : kind.attributes) look(attribute);
  }
  // Who owns public and may use it came with the database.
  if (declared.kind == ObjectKind::schema && declared.name.name == "public") return list;
  if (has_own_owner(kind, declared) && has_own_owner(kind, found)) look("owner");
  look("comment");
  look("acl");
  return list;
}

bool whole_is_missing(const CatalogObject& object, const Snapshot& here, const Snapshot& there) {
  if (object.is("of_view")) return there.find(identity(object)) == nullptr;
  if (object.kind == ObjectKind::sequence) {
    const CatalogObject* table = here.owner_of_sequence(object);
    return table != nullptr && there.find(identity(*table)) == nullptr;
  }
  const QualifiedName& whole = object.owner;
  if (whole.empty()) return false;
  for (const ObjectKind kind : {ObjectKind::type, ObjectKind::domain}) {
    const std::string type = identity({.kind = kind, .name = whole});
    if (here.find(type) != nullptr && there.find(type) == nullptr) return true;
  }
  return here.relation(whole) != nullptr && there.relation(whole) == nullptr;
}

std::vector<Difference> find_differences(const Snapshot& declared, const Snapshot& found) {
  std::vector<Difference> list;
  for (const auto& [key, object] : declared.objects()) {
    if (drift_kind_of(object) == nullptr) continue;
    Difference difference = {.declared = &object, .found = found.find(key)};
    if (difference.found != nullptr) difference.attributes = compare(object, *difference.found);
    const bool missing = difference.found == nullptr && !whole_is_missing(object, declared, found);
    if (missing || !difference.attributes.empty()) list.push_back(std::move(difference));
  }
  for (const auto& [key, object] : found.objects()) {
    // What else is installed is not the scripts' business.
    if (object.kind == ObjectKind::extension || declared.find(key) != nullptr) continue;
    if (drift_kind_of(object) == nullptr || whole_is_missing(object, found, declared)) continue;
    list.push_back({.declared = nullptr, .found = &object});
  }
  return list;
}

}  // namespace pgsettle
