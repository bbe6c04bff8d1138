#include "catalog/object.h"

#include <fmt/format.h>

#include "sql/write/quoting.h"

namespace pgsettle {

ObjectId id_of(const CatalogObject& object) {
  return {.kind = object.kind,
          .name = object.name,
          .arguments = object.arguments,
          .parent = object.owner};
}

std::string describe(const CatalogObject& object) {
  if (is_routine(object.kind)) {
    return fmt::format("{} {}({})", name(object.kind), sql_name(object.name), object.arguments);
  }
  if (object.name.schema.empty() && !object.owner.empty()) {
    return fmt::format("{} {} of {}", name(object.kind), sql_name(object.name),
                       sql_name(object.owner));
  }
  return fmt::format("{} {}", name(object.kind), sql_name(object.name));
}

}  // namespace pgsettle
