// An object of the catalog and what is known of it, without OIDs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"
#include "sql/knowledge/object_kind.h"

namespace pgsettle {

struct CatalogObject {
  ObjectKind kind = ObjectKind::other;
  QualifiedName name = {};     // without a schema where the kind has none
  QualifiedName owner = {};    // the relation it belongs to, as in Action
  std::string arguments = {};  // of a routine: its input types, as format_type() writes them
  // What the file of its kind says; what does not apply is left out. Names in definitions carry
  // their schema.
  std::map<std::string, std::string, std::less<>> attributes = {};
  std::map<std::string, std::vector<std::string>, std::less<>> lists = {};

  bool has(std::string_view attribute) const { return attributes.contains(attribute); }
  // Empty when it has none.
  std::string_view get(std::string_view attribute) const {
    const auto found = attributes.find(attribute);
    return found != attributes.end() ? std::string_view(found->second) : std::string_view();
  }
  bool is(std::string_view attribute) const { return get(attribute) == "true"; }
  const std::vector<std::string>& list(std::string_view attribute) const {
    static const std::vector<std::string> nothing;
    const auto found = lists.find(attribute);
    return found != lists.end() ? found->second : nothing;
  }
};

// The same for the same object in two databases, and for no other object of either.
std::string identity(const CatalogObject& object);

// As messages name it: `column "b" of public.t`, "function public.f(integer)".
std::string describe(const CatalogObject& object);

}  // namespace pgsettle
