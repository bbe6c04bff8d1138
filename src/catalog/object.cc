#include "catalog/object.h"

#include <fmt/format.h>

#include "sql/write/quoting.h"

namespace pgsettle {
std::string identity(const CatalogObject& object) {
  return fmt::format("{} {} {} {} {} {}", name(object.kind), quote_literal(object.owner.schema),
                     quote_literal(object.owner.name), quote_literal(object.name.schema),
                     quote_literal(object.name.name), object.arguments);
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
