#include "sql/knowledge/qualified_name.h"

#include "sql/write/quoting.h"

namespace pgsettle {

std::string sql_name(const QualifiedName& name) {
  const std::string last = sql_identifier(name.name);
  return name.schema.empty() ? last : sql_identifier(name.schema) + "." + last;
}

std::string quote_name(const QualifiedName& name) {
  const std::string last = quote_identifier(name.name);
  return name.schema.empty() ? last : quote_identifier(name.schema) + "." + last;
}

}  // namespace pgsettle
