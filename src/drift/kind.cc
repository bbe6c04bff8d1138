#include "drift/kind.h"

#include <utility>

namespace pgsettle {

void ChangeScript::add(Phase phase, std::string statement) {
  lines_.push_back({.phase = phase, .text = std::move(statement)});
}

void ChangeScript::note(Phase phase, std::string text) {
  lines_.push_back({.phase = phase, .text = std::move(text), .note = true});
}

const DriftKind* drift_kind_of(const CatalogObject& object) {
  for (const DriftKind* kind : drift_kinds::all()) {
    if (kind->claims(object)) return kind;
  }
  return nullptr;
}

}  // namespace pgsettle
