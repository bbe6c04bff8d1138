// All objects of a database.
#pragma once

#include <vector>

#include "base/error.h"
#include "catalog/object.h"
#include "db/session.h"

namespace pgsettle {

// As of one moment, in one round trip, in a transaction that reads only. Nothing may be pending.
// Throws Error{connection}, and Error{statement_failed} when the catalog cannot be read.
std::vector<CatalogObject> read_catalog(Session& session);

Error unreadable_catalog(const ServerMessage& error);

}  // namespace pgsettle
