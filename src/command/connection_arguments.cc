#include "command/connection_arguments.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "command/password_prompt.h"
#include "schema/environment_file.h"

namespace pgsettle {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Gives the file's DATABASE_URL.
std::string read_environment_file(const std::string& chosen, const FileSystem& files) {
  const std::string path = chosen.empty() ? ".env" : chosen;
  // A directory of that name is most likely a Python environment.
  const FileKind kind = files.kind(path);
  const bool is_there = kind != FileKind::missing && kind != FileKind::directory;
  if (chosen.empty() && !is_there) return {};
  std::map<std::string, std::string> variables;
  for (auto& [name, value] : parse_environment_file(path, files.read(path))) {
    variables.insert_or_assign(name, value);  // the last one counts
  }
  for (const auto& [name, value] : variables) {
    if (name.starts_with("PG")) ::setenv(name.c_str(), value.c_str(), 0);
  }
  return variables["DATABASE_URL"];
}

}  // namespace

bool ConnectionArguments::names_a_server() const {
  return !dbname.empty() || !host.empty() || !port.empty() || !user.empty() || !url.empty() ||
         !target.empty();
}

Options connection_options(ConnectionArguments& arguments) {
  const std::string group = "Connection (as for psql)";
  return {
      {.names = "-d,--dbname",
       .help = "Database name, conninfo string or URI",
       .place = &arguments.dbname,
       .value = "DBNAME",
       .group = group},
      {.names = "-h,--host",
       .help = "Server's host or socket directory",
       .place = &arguments.host,
       .value = "HOST",
       .group = group},
      {.names = "-p,--port",
       .help = "Server's port",
       .place = &arguments.port,
       .value = "PORT",
       .group = group},
      {.names = "-U,--username",
       .help = "User name",
       .place = &arguments.user,
       .value = "NAME",
       .group = group},
      {.names = "-w,--no-password",
       .help = "Never ask for a password",
       .place = &arguments.never_password,
       .group = group},
      {.names = "-W,--password",
       .help = "Ask for the password first",
       .place = &arguments.always_password,
       .group = group},
      {.names = "--target",
       .help = "A [target.NAME] of pgsettle.toml",
       .place = &arguments.target,
       .value = "NAME",
       .group = group},
      {.names = "--url",
       .help = "URI, if none of the above says (then $DATABASE_URL, .env, PG*)",
       .place = &arguments.url,
       .value = "URL",
       .group = group},
      {.names = "--env-file",
       .help = "Read this instead of .env",
       .place = &arguments.env_file,
       .value = "FILE",
       .group = group},
  };
}

const Target* chosen_target(const ConnectionArguments& arguments,
                            const Configuration& configuration) {
  if (arguments.target.empty()) return nullptr;
  const auto found = configuration.targets.find(arguments.target);
  if (found != configuration.targets.end()) return &found->second;
  std::vector<std::string_view> names;
  for (const auto& [name, target] : configuration.targets) names.push_back(name);
  const std::string guess = nearest(arguments.target, names);
  throw Error(ErrorCode::configuration,
              fmt::format("there is no [target.{}] in {}", arguments.target,
                          configuration.path.empty() ? "any pgsettle.toml" : configuration.path),
              guess.empty() ? "" : fmt::format("Did you mean \"{}\"?", guess));
}

ConnectOptions connect_options(const ConnectionArguments& arguments, const Target* target,
                               const FileSystem& files) {
  const ConnectionChoice choice = {
      .dbname = arguments.dbname,
      .host = arguments.host,
      .port = arguments.port,
      .user = arguments.user,
      .target_url = target == nullptr ? "" : target->url,
      .url = arguments.url,
      .database_url = environment("DATABASE_URL"),
      .env_file_url = read_environment_file(arguments.env_file, files),
      .never_password = arguments.never_password,
      .always_password = arguments.always_password,
  };
  ConnectOptions options{.parameters = connection_parameters(choice),
                         .never_password = arguments.never_password,
                         .always_password = arguments.always_password};
  if (can_ask_password()) options.ask_password = ask_password;
  return options;
}

ConnectOptions own_server_options(const std::string& url) {
  std::vector<std::string> names;
  for (char** entry = ::environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (text.starts_with("PG")) names.emplace_back(text.substr(0, text.find('=')));
  }
  for (const std::string& name : names) ::unsetenv(name.c_str());
  return {.parameters = {{.keyword = "dbname", .value = url}}};
}

}  // namespace pgsettle
