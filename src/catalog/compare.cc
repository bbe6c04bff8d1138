#include "catalog/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/kind.h"

namespace pgsettle {
namespace {

// Those of `list` that `other` has not.
catalog::Texts without(catalog::Texts list, const catalog::Texts& other) {
  std::erase_if(list, [&](const std::string& entry) {
    return std::ranges::find(other, entry) != other.end();
  });
  return list;
}

}  // namespace

std::vector<AttributeDifference> compare(const CatalogObject& declared,
                                         const CatalogObject& found) {
  std::vector<AttributeDifference> list;
  const auto look = [&](std::string_view attribute, std::string first, std::string second) {
    if (first == second) return;
    list.push_back({std::string(attribute), std::move(first), std::move(second)});
  };
  const CatalogKind& kind = *kind_of(declared);
  const auto unread = [](const CatalogObject& object) {
    return object.has<catalog::UserMapping>() && !object.as<catalog::UserMapping>().values_hash;
  };
  // What columns of views are follows from the view.
  if (!declared.as<catalog::Column>().of_view && !unread(declared) && !unread(found)) {
    for (const Field& each : kind.fields) {
      if (each.is_compared) look(each.attribute, each.text(declared), each.text(found));
    }
  }
  // Who owns public and may use it came with the database.
  if (declared.kind == ObjectKind::schema && declared.name.name == "public") return list;
  if (has_own_owner(kind, declared) && has_own_owner(kind, found)) {
    look("owner", declared.owner_role, found.owner_role);
  }
  look("comment", declared.comment.value_or(""), found.comment.value_or(""));
  look("acl", field::text_of(without(declared.acl, found.acl)),
       field::text_of(without(found.acl, declared.acl)));
  return list;
}

}  // namespace pgsettle
