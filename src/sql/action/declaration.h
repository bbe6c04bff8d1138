// What a definition gives its object, property by property: the common form of a CREATE in a script
// and of the definition that the catalog hands out, so that two definitions are compared field by
// field instead of by their texts. Names, types and expressions stand here as they were written;
// what they mean only a server can say.
#pragma once

#include <string>
#include <vector>

#include "sql/knowledge/qualified_name.h"

namespace pgsettle {

enum class Property {
  // of columns, attributes and domains
  type,
  collation,
  not_null,
  default_value,
  generated,
  identity,
  storage,
  compression,
  // of sequences and identity columns
  increment,
  minimum,
  maximum,
  start,
  cache,
  cycle,
  owned_by,
  // of constraints
  check,
  no_inherit,
  columns,
  target,
  target_columns,
  match,
  on_update,
  on_delete,
  set_columns,
  deferrable,
  initially_deferred,
  not_valid,
  exclusion_operator,
  // of indexes, partition keys and statistics
  method,
  unique,
  element,
  operator_class,
  order,
  nulls_order,
  include,
  predicate,
  nulls_not_distinct,
  kinds,
  // of relations
  persistence,
  parameter,
  tablespace,
  access_method,
  parents,
  partition_strategy,
  bound,
  server,
  // of others
  owner,
  schema,
  version,
  query,
  subtype,
};

// How two values of a property are told apart.
enum class Meaning {
  word,        // the same text means the same: keywords, numbers, names of columns
  name,        // of an object, perhaps without its schema
  relation,    // likewise, of a relation
  type,        // as a cast takes it
  expression,  // over a row of the table, or over nothing
  query,
};

struct Declared {
  Property property;
  // What of the object the property is of: the number of an index's element, the name of a
  // parameter. Empty: the object itself.
  std::string part = {};
  Meaning meaning = Meaning::word;
  std::string text = {};
  // Of a name or relation, in place of the text. Of a type, whose text is the script's, the type as
  // format_type() writes it, when that can be told from the words.
  QualifiedName name = {};

  friend bool operator==(const Declared&, const Declared&) = default;
};

// At most one entry for a property and part.
using Declaration = std::vector<Declared>;

// nullptr: the definition does not say it.
const Declared* find(const Declaration& declaration, Property property, std::string_view part = {});

// "default", "on delete action": as messages name the property.
std::string_view name(Property property);

}  // namespace pgsettle
