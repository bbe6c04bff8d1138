#include "cluster/owner.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

namespace pgsettle {
namespace {

struct SocketPair {
  FileDescriptor owner;
  FileDescriptor supervisor;
};

SocketPair make_socket_pair() {
  std::array<int, 2> pair = {-1, -1};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()), 0);
  return {.owner = FileDescriptor(pair[0]), .supervisor = FileDescriptor(pair[1])};
}

TEST(StartReport, ReadsWhatWasWritten) {
  const auto started = std::get<ServerStarted>(
      decode(encode(ServerStarted{.process_id = 4711, .directory = "/tmp/a b"})));
  EXPECT_EQ(started.process_id, 4711);
  EXPECT_EQ(started.directory, "/tmp/a b");
  for (const char* hint : {"", "Do it."}) {
    const auto failed =
        std::get<ServerFailed>(decode(encode(ServerFailed{.message = "went wrong", .hint = hint})));
    EXPECT_EQ(failed.message, "went wrong");
    EXPECT_EQ(failed.hint, hint);
  }
}

TEST(StartReport, LongMessageIsCut) {
  const ServerFailed failed = {.message = std::string(2 * longest_report, 'x'), .hint = "Do it."};
  const std::string text = encode(failed);
  EXPECT_LE(text.size(), longest_report);
  EXPECT_EQ(std::get<ServerFailed>(decode(text)).hint, "Do it.");
}

TEST(StartReport, SilenceIsAFailure) { EXPECT_NE(std::get<ServerFailed>(decode("")).message, ""); }

TEST(Owner, ThatIsGoneStops) {
  SocketPair sockets = make_socket_pair();
  Owner owner(std::move(sockets.supervisor));
  EXPECT_FALSE(owner.wait_for_stop(Milliseconds(0)));
  sockets.owner.close();
  EXPECT_TRUE(owner.wait_for_stop());
}

TEST(Owner, ThatKeptTheServerMayGo) {
  SocketPair sockets = make_socket_pair();
  Owner owner(std::move(sockets.supervisor));
  ASSERT_EQ(::send(sockets.owner.get(), &keep_message, 1, 0), 1);
  sockets.owner.close();
  EXPECT_FALSE(owner.wait_for_stop());
  EXPECT_FALSE(owner.wait_for_stop(Milliseconds(0)));
}

TEST(Owner, SignalStopsButTheEndOfAChildDoesNot) {
  SocketPair sockets = make_socket_pair();
  const sigset_t signals = Owner::signals();
  sigset_t before;
  ::sigprocmask(SIG_BLOCK, &signals, &before);
  Owner owner(std::move(sockets.supervisor));
  ::raise(SIGCHLD);
  EXPECT_FALSE(owner.wait_for_stop());
  ::raise(SIGTERM);
  EXPECT_TRUE(owner.wait_for_stop());
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace
}  // namespace pgsettle
