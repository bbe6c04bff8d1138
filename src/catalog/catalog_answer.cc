// The rows of the catalog's queries as objects.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "catalog/catalog_query.h"
#include "catalog/kind.h"

namespace pgsettle {
namespace {

constexpr int kind_count = static_cast<int>(ObjectKind::other) + 1;
// The columns in front of the attributes; see CatalogKind::queries.
constexpr std::size_t head = 7;

ObjectKind kind_named(std::string_view text) {
  if (text == "domain constraint") return ObjectKind::domain_constraint;  // for name() it is one
  for (int i = 0; i < kind_count; ++i) {
    if (name(static_cast<ObjectKind>(i)) == text) return static_cast<ObjectKind>(i);
  }
  throw Error(ErrorCode::internal, fmt::format("the catalog's queries have no kind \"{}\"", text));
}

// What each kind may have.
constexpr auto shared_fields = std::to_array<Field>(
    {known<&CatalogObject::owner_role>("owner"), known<&CatalogObject::owned>("owned"),
     known<&CatalogObject::comment>("comment"), privileges<&CatalogObject::acl>("acl"),
     privileges<&CatalogObject::fresh_acl>("fresh_acl"),
     known<&CatalogObject::extension>("extension"),
     known<&CatalogObject::needs_extension>("needs_extension"),
     known<&CatalogObject::internal>("internal"), known<&CatalogObject::inherited>("inherited"),
     known<&CatalogObject::depended_on>("depended_on"),
     known<&CatalogObject::maintain>("maintain")});

using Columns = std::vector<const Field*>;

// What the attributes of a row mean for an object of this kind; nullptr: nothing.
Columns columns_of(const std::vector<std::string>& names, ObjectKind kind) {
  Columns columns;
  for (std::size_t i = head; i < names.size(); ++i) {
    const auto find = [&](std::span<const Field> fields) -> const Field* {
      const auto found = std::ranges::find(fields, names[i], &Field::attribute);
      return found != fields.end() ? &*found : nullptr;
    };
    const Field* own = find(kind_of(kind)->fields);
    columns.push_back(own != nullptr ? own : find(shared_fields));
  }
  return columns;
}

class Reader {
 public:
  // The rows that are objects, or those that add to them.
  void read(const Answer& answer, bool adds) {
    std::map<ObjectKind, Columns> columns;
    for (const ResultRow& row : answer.result) {
      if (row.size() < head) continue;  // what was found is for the next queries
      if (row[0].has_value() == adds) continue;
      CatalogObject* object = object_of(row);
      if (object == nullptr) continue;
      auto [known, is_new] = columns.try_emplace(object->kind);
      if (is_new) known->second = columns_of(answer.column_names, object->kind);
      for (std::size_t i = head; i < row.size(); ++i) {
        const Field* field = known->second[i - head];
        if (field != nullptr) field->read(row[i], *object);
      }
    }
  }

  std::vector<CatalogObject> take() { return std::move(objects_); }

 private:
  // nullptr: of what is not read otherwise.
  CatalogObject* object_of(const ResultRow& row) {
    const auto text = [&](std::size_t column) { return row[column].value_or(""); };
    if (!row[0]) {
      const auto found = places_.find(text(6));
      if (found == places_.end()) return nullptr;
      CatalogObject& object = objects_[found->second];
      if (row[4]) object.owner = {.schema = text(3), .name = text(4)};
      return &object;
    }
    CatalogObject object = {.kind = kind_named(*row[0]),
                            .name = {.schema = text(1), .name = text(2)},
                            .owner = {.schema = text(3), .name = text(4)},
                            .arguments = text(5)};
    // The kind is known by its facts, even where all of them are null.
    for (const Field& field : kind_of(object.kind)->fields) field.read({}, object);
    if (row[6]) places_.emplace(*row[6], objects_.size());
    return &objects_.emplace_back(std::move(object));
  }

  std::vector<CatalogObject> objects_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

std::vector<CatalogObject> read_objects(std::span<const Answer> answers) {
  Reader reader;
  for (const bool adds : {false, true}) {
    for (const Answer& answer : answers) reader.read(answer, adds);
  }
  return reader.take();
}

}  // namespace pgsettle
