// What ALTER DATABASE ... SET and ALTER ROLE ... SET have stored for the sessions of one role in
// one database. A session reads them once, when it begins.
#pragma once

#include <map>
#include <string>

#include "db/session.h"

namespace pgsettle {

// Of a setting its name and value, as pg_db_role_setting has them. What the server's own
// configuration says is not among them.
using SessionDefaults = std::map<std::string, std::string>;

// Those that a new session of the same role in the same database would begin with, in one round
// trip. Nothing may be pending. Throws what query() throws.
SessionDefaults read_session_defaults(Session& session);

}  // namespace pgsettle
