// The one object that the rows of a query over the catalog can be. Private to sql/.
#pragma once

#include <optional>

#include "sql/knowledge/object_kind.h"
#include "sql/parse/tree.h"

namespace pgsettle::tree {

struct CatalogObjectName {
  ObjectKind kind = ObjectKind::other;
  QualifiedName object = {};
  QualifiedName owner = {};
  // The query finds the object whenever it is there.
  bool exact = true;
};

// The object whose row SELECT ... FROM catalog WHERE ... finds, when its conditions leave no other
// than this one: they compare the name, and its schema or owner, with constants. Joins with
// pg_class, pg_type and pg_namespace and sub-queries on them are followed.
std::optional<CatalogObjectName> find_object(const PgQuery__SelectStmt& query);

}  // namespace pgsettle::tree
