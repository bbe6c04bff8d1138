// The statements that read objects of every kind, and what their rows mean.
#pragma once

#include <set>
#include <span>
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
// To be executed in this order, in one transaction, with an empty search_path. What one finds the
// next ones know as settings of the transaction, so that all go in one round trip.
std::vector<std::string> catalog_queries(const CatalogNames* names, int server_major_version);

// Of the answers to all of them, in their order. Throws Error{internal} for what is no answer to
// those queries.
std::vector<CatalogObject> read_objects(std::span<const Answer> answers);

}  // namespace pgsettle
