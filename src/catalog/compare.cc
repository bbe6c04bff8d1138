#include "catalog/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/kind.h"

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
  const CatalogKind& kind = *kind_of(declared);
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

}  // namespace pgsettle
