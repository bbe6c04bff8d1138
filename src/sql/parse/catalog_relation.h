// The catalogs, and views over catalogs, whose rows are objects with names. From the chapters
// "System Catalogs", "System Views" and "The Information Schema". Private to sql/.
#pragma once

#include <span>
#include <string_view>

#include "sql/knowledge/object_kind.h"

namespace pgsettle::tree {

// A catalog or view over catalogs, with the columns that name an object.
struct CatalogRelation {
  std::string_view relation;
  ObjectKind kind;
  std::string_view name;
  // The schema of the object, or of its owner when `owner` is set, as text or as an OID.
  std::string_view schema = {};
  std::string_view schema_oid = {};
  // What the object belongs to, as text or as an OID of the kind.
  std::string_view owner = {};
  std::string_view owner_oid = {};
  ObjectKind owner_kind = ObjectKind::table;
  // False: it does not show every object of the name space, or only to those who may use it.
  bool exact = true;

  bool has_column(std::string_view column) const {
    return column == name || column == schema || column == schema_oid || column == owner ||
           column == owner_oid;
  }
};

// A catalog stands here once for each kind of objects that it holds.
std::span<const CatalogRelation> catalog_relations();

}  // namespace pgsettle::tree
