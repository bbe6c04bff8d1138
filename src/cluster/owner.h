// What passes between a Cluster and the supervisor of its server, and the supervisor's end of it:
// one socket pair. The supervisor reports once how the start went; the owner may say "keep", and
// closing the socket, even by dying, means "stop".
#pragma once

#include <csignal>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/handle.h"

namespace pgsettle {

struct ServerStarted {
  int process_id;
  std::string directory;
};

struct ServerFailed {
  std::string message;
  std::string hint;
};

using StartReport = std::variant<ServerStarted, ServerFailed>;

std::string encode(const StartReport& report);
// Nothing arrives from a supervisor that was killed; that is a ServerFailed, too.
StartReport decode(std::string_view text);

inline constexpr char keep_message = 'k';
// A packet of a local socket is limited to somewhat less than 200 kB.
inline constexpr std::size_t longest_report = 65536;

class Owner {
 public:
  // The signals that the supervisor waits for. They must be blocked before it is forked, so that
  // none of them is lost or reaches a handler of the owner's.
  static sigset_t signals();

  // Throws Error{internal}.
  explicit Owner(FileDescriptor socket);

  void report(const StartReport& report);
  // Sleeps until something happens: the owner speaks or is gone, a child ends, a signal arrives.
  // True when the server is to be stopped.
  bool wait_for_stop(Milliseconds longest);
  // The same without an end to the patience.
  bool wait_for_stop() { return wait_for_stop(Milliseconds(-1)); }

 private:
  bool hear_owner();
  bool hear_signal();

  FileDescriptor socket_;  // closed after "keep"
  FileDescriptor signals_;
};

}  // namespace pgsettle
