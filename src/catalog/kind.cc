#include "catalog/kind.h"

#include <algorithm>
#include <utility>

#include "catalog/statements.h"

namespace pgsettle {

void Remedy::add(Phase phase, std::string statement) {
  lines_.push_back({.phase = phase, .text = std::move(statement)});
}

void Remedy::note(Phase phase, std::string text) {
  lines_.push_back({.phase = phase, .text = std::move(text), .note = true});
}

// Few kinds, so that a search is as quick as a table.
const CatalogKind* kind_of(ObjectKind kind) {
  const auto all = kinds::all();
  const auto found =
      std::ranges::find_if(all, [&](const CatalogKind* each) { return each->claims(kind); });
  return found != all.end() ? *found : nullptr;
}

const CatalogKind* kind_of(const CatalogObject& object) {
  const CatalogKind* kind = kind_of(object.kind);
  return kind != nullptr && kind->sql_reference != nullptr ? kind : nullptr;
}

bool has_own_owner(const CatalogKind& kind, const CatalogObject& object) {
  return kind.has_owner && !object.as<catalog::Sequence>().owned_by;
}

std::string drop_statement(const CatalogKind& kind, const CatalogObject& object) {
  if (kind.drop != nullptr) return kind.drop(object);
  return drop_if_exists(kind.sql_reference(object), sql_name(object.name));
}

}  // namespace pgsettle
