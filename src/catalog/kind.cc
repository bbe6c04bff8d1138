#include "catalog/kind.h"

#include <utility>

#include "catalog/statements.h"

namespace pgsettle {

void Remedy::add(Phase phase, std::string statement) {
  lines_.push_back({.phase = phase, .text = std::move(statement)});
}

void Remedy::note(Phase phase, std::string text) {
  lines_.push_back({.phase = phase, .text = std::move(text), .note = true});
}

const CatalogKind* kind_of(const CatalogObject& object) {
  for (const CatalogKind* kind : kinds::all()) {
    if (kind->claims != nullptr && kind->claims(object)) return kind;
  }
  return nullptr;
}

bool has_own_owner(const CatalogKind& kind, const CatalogObject& object) {
  return kind.has_owner && !object.has("owned_by");
}

std::string drop_statement(const CatalogKind& kind, const CatalogObject& object) {
  if (kind.drop != nullptr) return kind.drop(object);
  return drop_if_exists(kind.sql_reference(object), sql_name(object.name));
}

}  // namespace pgsettle
