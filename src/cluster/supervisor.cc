#include "cluster/supervisor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/interrupt.h"
#include "cluster/server.h"
#include "cluster/server_user.h"

namespace pgsettle {
namespace {

// The first descriptor after the standard ones.
constexpr int socket_number = STDERR_FILENO + 1;

[[noreturn]] void fail(std::string_view what) {
  throw Error(ErrorCode::internal, fmt::format("{}: {}", what, std::strerror(errno)));
}

// Away from the terminal, the directory and the open files of the owner. A pipe to which the owner
// writes would otherwise stay open as long as the server; so would the socket of another cluster,
// whose supervisor could not see that its owner is gone.
FileDescriptor detach(int socket) {
  ::setsid();
  ::prctl(PR_SET_NAME, "pgsettle-server");  // `killall pgsettle` means the owner
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::signal(SIGCHLD, SIG_DFL);  // when ignored, exit statuses are lost
  if (socket != socket_number) ::dup3(socket, socket_number, O_CLOEXEC);
  const int null = ::open("/dev/null", O_RDWR);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null, standard);
  ::closefrom(socket_number + 1);
  // What the owner may read the server's user may not; initdb wants to know where it is.
  [[maybe_unused]] const int ignored = ::chdir("/");
  return FileDescriptor(socket_number);
}

void supervise(int socket, const std::string& binary_directory, const ClusterOptions& options) {
  Owner owner(detach(socket));
  try {
    become_server_user();
    run_server(binary_directory, options, owner);
  } catch (const Error& error) {
    owner.report(ServerFailed{.message = error.message(), .hint = error.hint()});
  }
}

}  // namespace

Supervisor::Supervisor(const std::string& binary_directory, const ClusterOptions& options) {
  std::array<int, 2> pair = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    fail("cannot create a socket");
  }
  socket_ = FileDescriptor(pair[0]);
  const FileDescriptor other_end(pair[1]);
  const sigset_t signals = Owner::signals();
  sigset_t before;
  ::sigprocmask(SIG_BLOCK, &signals, &before);
  process_id_ = ::fork();
  if (process_id_ == 0) {
    // Nothing of the owner's may run in its copy: no destructor, no atexit.
    try {
      supervise(other_end.get(), binary_directory, options);
    } catch (...) {
      ::_exit(entry(ErrorCode::internal).exit_status);
    }
    ::_exit(0);
  }
  const int fork_error = errno;
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  errno = fork_error;
  if (process_id_ < 0) fail("cannot start a process");
}

Supervisor::~Supervisor() {
  const bool is_kept = !socket_;
  socket_.close();
  while (::waitpid(process_id_, nullptr, is_kept ? WNOHANG : 0) < 0 && errno == EINTR) {
  }
}

ServerStarted Supervisor::wait_until_ready() {
  std::array<pollfd, 2> sources = {
      pollfd{.fd = socket_.get(), .events = POLLIN, .revents = 0},
      pollfd{.fd = interrupt::descriptor(), .events = POLLIN, .revents = 0},
  };
  while (::poll(sources.data(), sources.size(), -1) < 0 && errno == EINTR) {
  }
  if (const auto stop = interrupt::requested()) throw Error(*stop, "interrupted");
  std::string text(longest_report, '\0');
  const ssize_t length = ::recv(socket_.get(), text.data(), text.size(), 0);
  text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  StartReport report = decode(text);
  if (auto* const failed = std::get_if<ServerFailed>(&report)) {
    throw Error(ErrorCode::connection, std::move(failed->message), std::move(failed->hint));
  }
  return std::get<ServerStarted>(std::move(report));
}

void Supervisor::keep() {
  ::send(socket_.get(), &keep_message, 1, MSG_NOSIGNAL);
  socket_.close();
}

}  // namespace pgsettle
