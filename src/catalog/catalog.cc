#include "catalog/catalog.h"

#include <cctype>
#include <cstdint>
#include <functional>
#include <utility>

#include "catalog/snapshot.h"

namespace pgsettle {
bool is_view(const CatalogObject& object) {
  return object.kind == ObjectKind::view || object.kind == ObjectKind::materialized_view;
}

bool mentions(std::string_view text, const CatalogObject& relation) {
  const auto continues = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '"' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  const std::string name = sql_name(relation.name);
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !continues(text[at - 1])) && (end == text.size() || !continues(text[end]))) {
      return true;
    }
  }
  return false;
}

Catalog::Catalog(std::vector<CatalogObject> objects) {
  for (CatalogObject& object : objects) {
    ObjectId id = id_of(object);
    const auto [made, is_new] = objects_.emplace(std::move(id), std::move(object));
    if (!is_new) continue;
    const CatalogObject& kept = made->second;
    if (is_relation(kept.kind)) relations_.emplace(kept.name, &kept);
    if (is_view(kept)) views_.push_back(&kept);
    if (!kept.owner.empty()) members_.emplace(kept.owner, &kept);
  }
}

const CatalogObject* Catalog::find(const ObjectId& id) const {
  const auto found = objects_.find(id);
  return found != objects_.end() ? &found->second : nullptr;
}

const CatalogObject* Catalog::relation(const QualifiedName& name) const {
  const auto found = relations_.find(name);
  return found != relations_.end() ? found->second : nullptr;
}

const CatalogObject* Catalog::owner_of_sequence(const CatalogObject& sequence) const {
  const std::string column = sequence.as<catalog::Sequence>().owned_by.value_or("");
  for (const auto& [name, relation] : relations_) {
    const std::string start = sql_name(name) + ".";
    if (column.starts_with(start) && column.find('.', start.size()) == std::string_view::npos) {
      return relation;
    }
  }
  return nullptr;
}

std::vector<const CatalogObject*> Catalog::in_order() const {
  // Each object behind what its text names; what names each other cannot be there.
  std::vector<const CatalogObject*> ordered;
  std::set<const CatalogObject*> added;
  std::map<std::string, const CatalogObject*> by_text;  // as parents are written
  for (const auto& [name, relation] : relations_) by_text.emplace(sql_name(name), relation);
  const std::function<void(const CatalogObject&)> add = [&](const CatalogObject& object) {
    if (!added.insert(&object).second) return;
    for (const CatalogObject* view : views_) {
      if (is_view(object) && mentions(object.definition, *view)) add(*view);
    }
    for (const std::string& parent : object.as<catalog::Table>().parents) {
      if (const auto found = by_text.find(parent); found != by_text.end()) add(*found->second);
    }
    ordered.push_back(&object);
  };
  for (const auto& [key, object] : objects_) add(object);
  // Routines that call each other were made in an order that works.
  std::ranges::stable_sort(ordered, {}, [](const CatalogObject* object) {
    return object->as<catalog::Routine>().creation;
  });
  return ordered;
}

std::vector<const CatalogObject*> Catalog::members(ObjectKind kind,
                                                   const QualifiedName& owner) const {
  std::vector<const CatalogObject*> list;
  const auto [first, last] = members_.equal_range(owner);
  for (auto found = first; found != last; ++found) {
    if (found->second->kind == kind) list.push_back(found->second);
  }
  std::ranges::stable_sort(list, [](const CatalogObject* a, const CatalogObject* b) {
    const std::int64_t left = a->as<catalog::Column>().number;
    const std::int64_t right = b->as<catalog::Column>().number;
    return left != right ? left < right : a->name < b->name;
  });
  return list;
}

}  // namespace pgsettle
