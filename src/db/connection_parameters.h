// Which server to connect to, in psql's terms, and where that was said.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// What the command line and the environment say. Empty or absent: not said.
struct ConnectionChoice {
  std::string dbname = {};  // -d: a name, a conninfo string or a URI
  std::string host = {};
  std::string port = {};
  std::string user = {};
  std::string target_url = {};    // of --target
  std::string url = {};           // --url
  std::string database_url = {};  // $DATABASE_URL
  std::string env_file_url = {};  // DATABASE_URL of .env
  bool never_password = false;    // -w
  bool always_password = false;   // -W
};

// One keyword of libpq (PostgreSQL documentation, "Parameter Key Words").
struct ConnectionParameter {
  std::string keyword;
  std::string value;
};

// The first that was said of: -d, -h or -p; --target; --url; DATABASE_URL; .env. With none of them
// libpq goes on with PG*, the service file and its defaults. -U overrides the user of a URL. A
// conninfo string in -d overrides -h, -p and -U, as psql has it.
std::vector<ConnectionParameter> connection_parameters(const ConnectionChoice& choice);

}  // namespace pgsettle
