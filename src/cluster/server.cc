#include "cluster/server.h"

#include <fmt/format.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"
#include "base/process.h"
#include "base/temporary_directory.h"
#include "base/text.h"

namespace pgsettle {
namespace {

// What still follows `parent` in the path of the socket; the X are mkdtemp's.
constexpr std::string_view socket_suffix = "/pgsettle-XXXXXX/.s.PGSQL.5432.lock";

std::string data_directory(const TemporaryDirectory& directory) {
  return join_path(directory.path(), "data");
}

std::string log_file(const TemporaryDirectory& directory) {
  return join_path(directory.path(), "server.log");
}

Command initdb_command(const std::string& binary_directory, const std::string& data,
                       const ClusterOptions& options) {
  return {.arguments = {join_path(binary_directory, "initdb"), "--no-sync", "--no-instructions",
                        "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C",
                        "--lc-messages=" + options.messages_locale, "--pgdata=" + data},
          // A named zone spares initdb the search for the machine's, and makes results comparable.
          .environment = {{"TZ", "UTC"}}};
}

Command server_command(const std::string& binary_directory, const TemporaryDirectory& directory,
                       const ClusterOptions& options) {
  Command command = {
      .arguments = {join_path(binary_directory, "postgres"), "-D", data_directory(directory)},
      // LANGUAGE would go before lc_messages.
      .environment = {{"LANGUAGE", std::nullopt}},
      .log_file = log_file(directory),
      // Immediate shutdown: nothing is worth a checkpoint, but unlike after SIGKILL
      // the shared memory is given back.
      .stop_signal = SIGQUIT};
  std::vector<std::string> settings = {"fsync=off",
                                       "synchronous_commit=off",
                                       "full_page_writes=off",
                                       "shared_buffers=32MB",
                                       "listen_addresses=",
                                       "port=5432",  // not what PGPORT says
                                       "unix_socket_directories=" + directory.path()};
  settings.insert(settings.end(), options.settings.begin(), options.settings.end());
  for (const std::string& setting : settings) {
    command.arguments.insert(command.arguments.end(), {"-c", setting});
  }
  return command;
}

// The eighth line of postmaster.pid tells the state (src/include/utils/pidfile.h); pg_ctl reads it,
// too. A connection would cost the server a process each time.
bool is_ready(const TemporaryDirectory& directory) {
  std::ifstream file(join_path(data_directory(directory), "postmaster.pid"));
  std::string line;
  for (int number = 1; number <= 8; ++number) {
    if (!std::getline(file, line)) return false;
  }
  return line.starts_with("ready");
}

void create_data_directory(const std::string& binary_directory, const TemporaryDirectory& directory,
                           const ClusterOptions& options) {
  // To the end even when the owner is gone meanwhile: killed, initdb leaves shared memory behind.
  const CompletedProcess initdb =
      run(initdb_command(binary_directory, data_directory(directory), options));
  if (initdb.exit_status != 0) {
    throw Error(ErrorCode::connection, fmt::format("initdb failed: {}", trim(initdb.errors)));
  }
}

// False when the server shall stop before it is ready.
bool wait_until_ready(Process& server, const TemporaryDirectory& directory, Owner& owner) {
  while (!is_ready(directory)) {
    if (!server.is_running()) {
      throw Error(ErrorCode::connection,
                  fmt::format("the throwaway server did not start: {}",
                              trim(RealFileSystem().read(log_file(directory)))));
    }
    if (owner.wait_for_stop(Milliseconds(1))) return false;
  }
  return true;
}

void run_postgres(const std::string& binary_directory, const TemporaryDirectory& directory,
                  const ClusterOptions& options, Owner& owner) {
  Process server(server_command(binary_directory, directory, options));
  if (!wait_until_ready(server, directory, owner)) return;
  owner.report(ServerStarted{.process_id = server.id(), .directory = directory.path()});
  while (server.is_running() && !owner.wait_for_stop()) {
  }
}

}  // namespace

std::string choose_parent(const std::string& parent) {
  const bool fits = parent.size() + socket_suffix.size() < sizeof(sockaddr_un::sun_path);
  // To the server and to libpq a comma separates the directories of two sockets.
  const bool is_one = parent.find(',') == std::string::npos;
  return fits && is_one && ::access(parent.c_str(), W_OK | X_OK) == 0 ? parent : "/tmp";
}

void run_server(const std::string& binary_directory, const ClusterOptions& options, Owner& owner) {
  const TemporaryDirectory directory(choose_parent(temporary_parent()));
  create_data_directory(binary_directory, directory, options);
  if (owner.wait_for_stop(Milliseconds(0))) return;
  run_postgres(binary_directory, directory, options, owner);
  // Server processes that lost their postmaster (kill -9) become our children; while they end,
  // they still write.
  while (::wait(nullptr) > 0) {
  }
}

}  // namespace pgsettle
