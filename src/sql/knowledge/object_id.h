// What identifies an object in a database, and a place under which what is known of it is kept.
#pragma once

#include <compare>
#include <string>

#include "sql/knowledge/object_kind.h"
#include "sql/knowledge/qualified_name.h"

namespace pgsettle {

// Relations share one name space whatever they are, routines another one, types and domains a
// third: the kind under which objects of `kind` are told apart by name.
ObjectKind name_space(ObjectKind kind);

struct ObjectId {
  ObjectKind kind = ObjectKind::other;  // a name_space()
  QualifiedName name = {};              // without a schema where the kind has none
  std::string arguments = {};           // of a routine: its input types, as format_type() has them
  QualifiedName parent = {};            // the relation or type that a member belongs to

  auto operator<=>(const ObjectId&) const = default;
};

}  // namespace pgsettle
