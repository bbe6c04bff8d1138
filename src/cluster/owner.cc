#include "cluster/owner.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace pgsettle {
namespace {

constexpr char separator = '\0';

}  // namespace

std::string encode(const StartReport& report) {
  if (const auto* const started = std::get_if<ServerStarted>(&report)) {
    return fmt::format("{}{}{}", started->process_id, separator, started->directory);
  }
  const auto& failed = std::get<ServerFailed>(report);
  const std::string_view message =
      std::string_view(failed.message).substr(0, longest_report - failed.hint.size() - 2);
  return fmt::format("{}{}{}{}", separator, message, separator, failed.hint);
}

StartReport decode(std::string_view text) {
  const std::size_t first = text.find(separator);
  if (first == std::string_view::npos) {
    return ServerFailed{.message = "the supervisor of the throwaway server ended early",
                        .hint = ""};
  }
  const std::string_view rest = text.substr(first + 1);
  if (first == 0) {
    const std::size_t second = rest.find(separator);
    return ServerFailed{.message = std::string(rest.substr(0, second)),
                        .hint = std::string(rest.substr(second + 1))};
  }
  int process_id = 0;
  std::from_chars(text.data(), text.data() + first, process_id);
  return ServerStarted{.process_id = process_id, .directory = std::string(rest)};
}

sigset_t Owner::signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, number);
  return set;
}

Owner::Owner(FileDescriptor socket) : socket_(std::move(socket)) {
  const sigset_t set = signals();
  signals_ = FileDescriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!signals_) {
    throw Error(ErrorCode::internal,
                fmt::format("cannot wait for signals: {}", std::strerror(errno)));
  }
}

void Owner::report(const StartReport& report) {
  const std::string text = encode(report);
  // An owner that is gone shows at the next wait.
  ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
}

bool Owner::wait_for_stop(Milliseconds longest) {
  std::array<pollfd, 2> sources = {
      pollfd{.fd = socket_.get(), .events = POLLIN, .revents = 0},
      pollfd{.fd = signals_.get(), .events = POLLIN, .revents = 0},
  };
  if (::poll(sources.data(), sources.size(), static_cast<int>(longest.count())) <= 0) return false;
  const bool owner_stops = sources[0].revents != 0 && hear_owner();
  const bool signal_stops = sources[1].revents != 0 && hear_signal();
  return owner_stops || signal_stops;
}

bool Owner::hear_owner() {
  char message = 0;
  if (::recv(socket_.get(), &message, 1, 0) == 1 && message == keep_message) {
    socket_.close();
    return false;
  }
  return true;
}

bool Owner::hear_signal() {
  signalfd_siginfo info = {};
  const bool heard = ::read(signals_.get(), &info, sizeof(info)) == sizeof(info);
  return heard && info.ssi_signo != SIGCHLD;
}

}  // namespace pgsettle
