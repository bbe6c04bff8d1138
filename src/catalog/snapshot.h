// All objects of a database.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "catalog/object.h"
#include "db/session.h"

namespace pgsettle {

// One statement for an open transaction: until its end the server writes every constant and name of
// the catalog in one way, whatever the database, the role or the session were set to, and every
// name with its schema. Two catalogs that are read so can be compared, and what is written can be
// executed under any other settings: pg_dump reads under the same ones (setup_connection() in
// src/bin/pg_dump/pg_dump.c). lc_monetary stays the session's, since money has no other spelling.
std::string_view reading_settings();

// As of one moment, in one round trip, in a transaction that reads only. Nothing may be pending.
// Throws Error{connection}, and Error{statement_failed} when the catalog cannot be read.
std::vector<CatalogObject> read_catalog(Session& session);

Error unreadable_catalog(const ServerMessage& error);

}  // namespace pgsettle
