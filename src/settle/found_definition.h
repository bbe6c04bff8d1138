// What the catalog says of an object, as a Declaration: what a CREATE that makes it would say.
#pragma once

#include <string_view>

#include "catalog/object.h"
#include "sql/action/declaration.h"

namespace pgsettle {

// Of a column, constraint, index, table, sequence, domain, range, statistics, schema, extension;
// empty when the catalog's words are not understood. A materialized view's query is compared by a
// twin.
Declaration found_definition(const CatalogObject& object);

// `public."T"` without its quotes.
QualifiedName read_name(std::string_view text);

}  // namespace pgsettle
