// The options of every command that connects, in psql's letters, and how they become a connection.
#pragma once

#include <memory>
#include <string>

#include "base/file_system.h"
#include "command/option.h"
#include "db/connection.h"
#include "schema/configuration.h"

namespace pgsettle {

struct ConnectionArguments {
  std::string dbname;
  std::string host;
  std::string port;
  std::string user;
  std::string url;
  std::string target;    // a name in pgsettle.toml
  std::string env_file;  // default: .env, when there is one
  bool never_password = false;
  bool always_password = false;

  bool names_a_server() const;
};

Options connection_options(ConnectionArguments& arguments);

// The chosen [target.NAME] of the configuration, nullptr without --target. Throws
// Error{configuration} with a suggestion when there is none of that name.
const Target* chosen_target(const ConnectionArguments& arguments,
                            const Configuration& configuration);

// Reads the environment file too: its PG* variables are put into the environment where they are not
// set. Call before any thread is started.
ConnectOptions connect_options(const ConnectionArguments& arguments, const Target* target,
                               const FileSystem& files);

// For a server of our own: all PG* variables are removed from the environment, as $PGHOSTADDR and
// others would lead a URL without them to another server. Call before any thread is started.
ConnectOptions own_server_options(const std::string& url);

}  // namespace pgsettle
