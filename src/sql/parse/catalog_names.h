// The names of objects that constants in a query over the catalog spell. Private to sql/.
#pragma once

#include <optional>
#include <string>

#include "sql/parse/catalog_lookup.h"
#include "sql/parse/tree.h"

namespace pgsettle::tree {

// Without the casts to text, name and varchar around it, which do not change the value of a name.
const Node* without_string_cast(const Node* expression);

// Without these and the casts to oid and regclass and its like, which do not change an OID.
const Node* without_cast(const Node* column);

// What 's.t'::regclass, to_regclass('s.t') and the like name; the kind is table for regclass, type
// for regtype, schema for regnamespace and role for regrole.
std::optional<CatalogObjectName> registered_object(const Node* expression);

// 'text', also with such a cast. Nothing for a text that is no name: empty, or longer than a name
// can be, which the server would cut off in one place and not in another.
std::optional<std::string> string_constant(const Node* expression);

}  // namespace pgsettle::tree
