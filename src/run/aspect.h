// The parts of a database that one statement may change and another one may read: an object itself,
// its comment, its privileges, the default of a column. Two actions of a run are about the same
// thing exactly when their aspects are equal.
#pragma once

#include <compare>

#include "sql/knowledge/object_id.h"

namespace pgsettle {

enum class AspectKind {
  object,  // that it is there, and its definition
  comment,
  privileges,
  owner,
  default_value,
  not_null,
  row_security,
  state,               // everything else that ALTER sets
  relations,           // of a schema: which there are, and whose
  routines,            // likewise
  privileges_of_all,   // of a schema: GRANT ... ON ALL, and of which kind
  default_privileges,  // ALTER DEFAULT PRIVILEGES
  memberships,         // of roles
};

struct Aspect {
  ObjectId object = {};
  AspectKind kind = AspectKind::object;

  auto operator<=>(const Aspect&) const = default;
};

}  // namespace pgsettle
