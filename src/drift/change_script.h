// The statements that bring a database from one state to another, such that they can be run again.
#pragma once

#include <string>

#include "catalog/catalog.h"

namespace pgsettle {

struct ChangeOptions {
  std::string user;  // who will run them; what is made belongs to that role
  // To be added to scripts: what only `from` has is for a person to remove from them. Else it is
  // dropped, but for what holds data.
  bool for_scripts = false;
};

// A script with comments for what cannot be written, empty when there is nothing to do.
std::string write_changes(const Catalog& from, const Catalog& to, const ChangeOptions& options);

}  // namespace pgsettle
