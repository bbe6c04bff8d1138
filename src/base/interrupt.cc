#include "base/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace pgsettle::interrupt {
namespace {

// A signal handler can reach nothing but globals.
volatile std::sig_atomic_t signal_number = 0;
std::array<int, 2> wake_up = {-1, -1};

void note(int number) {
  const int saved = errno;
  if (signal_number != 0 && number == SIGINT) ::_exit(130);
  signal_number = number;
  [[maybe_unused]] const ssize_t written = ::write(wake_up[1], "!", 1);
  errno = saved;
}

}  // namespace

void install() {
  if (wake_up[0] < 0 && ::pipe2(wake_up.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw Error(ErrorCode::internal, "cannot create a pipe");
  }
  struct sigaction action = {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  // A closed connection or pipe is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): cannot fail for a valid signal
}

std::optional<ErrorCode> requested() {
  if (signal_number == 0) return std::nullopt;
  return signal_number == SIGTERM ? ErrorCode::terminated : ErrorCode::interrupted;
}

int descriptor() { return wake_up[0]; }

void reset() {
  signal_number = 0;
  std::array<char, 16> buffer;
  while (wake_up[0] >= 0 && ::read(wake_up[0], buffer.data(), buffer.size()) > 0) {
  }
}

}  // namespace pgsettle::interrupt
