// The one query that reads objects of every kind, and what its rows mean.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalog/object.h"
#include "db/session.h"

namespace pgsettle {

struct CatalogNames {
  std::set<std::string> names = {};
  std::set<std::string> schemas = {};  // of which all relations and routines are asked for
};

// For a server of this version: the objects with these names, or, without any, all of the user's.
// To be run with an empty search_path.
std::string catalog_query(const CatalogNames* names, int server_major_version);

// Throws Error{internal} for what is no answer to that query.
std::vector<CatalogObject> read_objects(const std::vector<ResultRow>& rows);

}  // namespace pgsettle
