// Each test gives the server a TMPDIR of its own, and afterwards neither a file nor a process may
// be left.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>

#include "base/error.h"
#include "base/file_system.h"
#include "base/interrupt.h"
#include "base/process.h"
#include "base/temporary_directory.h"
#include "cluster/binaries.h"
#include "cluster/cluster.h"

namespace pgsettle {
namespace {

Command psql(const std::string& url, const std::string& sql) {
  const std::string directory = find_binary_directory(default_binary_search(""), RealFileSystem());
  return {.arguments = {join_path(directory, "psql"), "-XAtqd", url, "-c", sql}};
}

std::string query(const std::string& url, const std::string& sql) {
  const CompletedProcess result = run(psql(url, sql));
  return result.output + result.errors;
}

bool is_alive(pid_t id) { return ::kill(id, 0) == 0; }

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> pipe = {-1, -1};
  EXPECT_EQ(::pipe(pipe.data()), 0);  // without O_CLOEXEC, as a shell's pipes are
  return {.read_end = FileDescriptor(pipe[0]), .write_end = FileDescriptor(pipe[1])};
}

class ClusterTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const char* const value = std::getenv("TMPDIR")) saved_ = value;
    // What outlives its parent becomes our child, so that we can wait for it.
    ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    use_as_temporary(parent_.path());
  }

  void TearDown() override {
    wait_for_all();
    EXPECT_TRUE(std::filesystem::is_empty(temporary_));
    if (saved_) ::setenv("TMPDIR", saved_->c_str(), 1);
    if (!saved_) ::unsetenv("TMPDIR");
  }

  void use_as_temporary(const std::string& path) {
    std::filesystem::create_directories(path);
    // When we are root, the server's user has to write there.
    ASSERT_EQ(::chmod(parent_.path().c_str(), 0777), 0);
    ASSERT_EQ(::chmod(path.c_str(), 0777), 0);
    ASSERT_EQ(::setenv("TMPDIR", path.c_str(), 1), 0);
    temporary_ = path;
  }

  static void wait_for_all() {
    while (::wait(nullptr) > 0) {
    }
  }

  // Starts a cluster in a process of its own, lets `use` have it and sleeps. The numbers are those
  // of that process and of the server.
  static std::pair<pid_t, pid_t> start_elsewhere(const std::function<void(Cluster&)>& use) {
    const Pipe pipe = make_pipe();
    const pid_t holder = ::fork();
    if (holder == 0) {
      ::setpgid(0, 0);
      Cluster cluster = Cluster::start();
      use(cluster);
      const pid_t server = cluster.process_id();
      [[maybe_unused]] const ssize_t n = ::write(pipe.write_end.get(), &server, sizeof(server));
      for (;;) ::pause();
    }
    pid_t server = 0;
    EXPECT_EQ(::read(pipe.read_end.get(), &server, sizeof(server)),
              static_cast<ssize_t>(sizeof(server)));
    return {holder, server};
  }

  // Whether the directory of any cluster has come as far as this path.
  bool holds(const std::string& path) const {
    return std::ranges::any_of(std::filesystem::directory_iterator(temporary_),
                               [&](const auto& entry) {
                                 return ::access((entry.path().string() + path).c_str(), F_OK) == 0;
                               });
  }

  std::string temporary_;

 private:
  TemporaryDirectory parent_;
  std::optional<std::string> saved_;
};

TEST_F(ClusterTest, AnswersAsItIsDescribed) {
  const Cluster cluster = Cluster::start();
  EXPECT_EQ(query(cluster.url(), "SELECT current_user, current_database()"), "postgres|postgres\n");
  EXPECT_EQ(query(cluster.url("template1"), "SELECT current_database()"), "template1\n");
  EXPECT_EQ(query(cluster.url(),
                  "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database "
                  "WHERE datname = 'postgres'"),
            "UTF8|C|C\n");
  for (const char* setting : {"fsync", "synchronous_commit", "full_page_writes"}) {
    EXPECT_EQ(query(cluster.url(), std::string("SHOW ") + setting), "off\n") << setting;
  }
  EXPECT_EQ(query(cluster.url(), "SHOW listen_addresses"), "\n");
  EXPECT_EQ(query(cluster.url(), "SHOW lc_messages"), "C\n");
  EXPECT_TRUE(std::filesystem::exists(cluster.directory() + "/server.log"));
}

TEST_F(ClusterTest, NameOfADatabaseMayNeedQuotes) {
  const Cluster cluster = Cluster::start();
  EXPECT_EQ(query(cluster.url(), "CREATE DATABASE \"a/b ?&=%c\""), "");
  EXPECT_EQ(query(cluster.url("a/b ?&=%c"), "SELECT current_database()"), "a/b ?&=%c\n");
}

TEST_F(ClusterTest, IsGoneWithTheObject) {
  pid_t server = 0;
  std::string directory;
  {
    const Cluster cluster = Cluster::start();
    server = cluster.process_id();
    directory = cluster.directory();
    EXPECT_EQ(directory.find(temporary_), 0U);
    EXPECT_TRUE(is_alive(server));
  }
  EXPECT_FALSE(is_alive(server));
  EXPECT_FALSE(std::filesystem::exists(directory));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
}

TEST_F(ClusterTest, StopsWithConnectedClients) {
  std::optional<Cluster> cluster = Cluster::start();
  const Process client(psql(cluster->url(), "SELECT pg_sleep(60)"));
  while (query(cluster->url(), "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'") ==
         "") {
  }
  cluster.reset();
  EXPECT_TRUE(std::filesystem::is_empty(temporary_));
}

TEST_F(ClusterTest, TwoLiveBesideEachOther) {
  std::optional<Cluster> first = Cluster::start();
  const Cluster second = Cluster::start();
  EXPECT_NE(first->directory(), second.directory());
  EXPECT_EQ(query(first->url(), "SELECT 1"), "1\n");
  first.reset();
  EXPECT_EQ(query(second.url(), "SELECT 2"), "2\n");
}

TEST_F(ClusterTest, MovesAndReplaces) {
  Cluster cluster = Cluster::start();
  const pid_t first = cluster.process_id();
  cluster = Cluster::start();
  EXPECT_FALSE(is_alive(first));
  const Cluster moved = std::move(cluster);
  EXPECT_EQ(query(moved.url(), "SELECT 1"), "1\n");
}

TEST_F(ClusterTest, KeptOneStaysUntilItIsKilled) {
  std::string url;
  pid_t server = 0;
  {
    Cluster cluster = Cluster::start();
    cluster.keep();
    url = cluster.url();
    server = cluster.process_id();
  }
  EXPECT_EQ(query(url, "SELECT 1"), "1\n");
  ::kill(server, SIGTERM);
  wait_for_all();
  EXPECT_FALSE(is_alive(server));
  EXPECT_TRUE(std::filesystem::is_empty(temporary_));
}

TEST_F(ClusterTest, KeptOneThatIsKilledHardIsRemoved) {
  pid_t server = 0;
  {
    Cluster cluster = Cluster::start();
    cluster.keep();
    server = cluster.process_id();
  }
  ::kill(server, SIGKILL);
  wait_for_all();
  EXPECT_TRUE(std::filesystem::is_empty(temporary_));
}

TEST_F(ClusterTest, KeptOneSurvivesCtrlCOfItsTerminal) {
  const auto [holder, server] = start_elsewhere([](Cluster& cluster) { cluster.keep(); });
  ::kill(-holder, SIGINT);
  ASSERT_EQ(::waitpid(holder, nullptr, 0), holder);
  EXPECT_TRUE(is_alive(server));
  ::kill(server, SIGTERM);
}

TEST_F(ClusterTest, KeptOneHoldsNothingOfItsOwnerOpen) {
  Pipe pipe = make_pipe();
  pid_t server = 0;
  {
    Cluster cluster = Cluster::start();
    cluster.keep();
    server = cluster.process_id();
  }
  pipe.write_end.close();
  pollfd end = {.fd = pipe.read_end.get(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(::poll(&end, 1, 0), 1);
  EXPECT_NE(end.revents & POLLHUP, 0);
  ::kill(server, SIGTERM);
}

TEST_F(ClusterTest, IsGoneWithAKilledProcess) {
  const auto [holder, server] = start_elsewhere([](Cluster&) {});
  EXPECT_TRUE(is_alive(server));
  ::kill(holder, SIGKILL);
  wait_for_all();
  EXPECT_FALSE(is_alive(server));
  EXPECT_TRUE(std::filesystem::is_empty(temporary_));
}

TEST_F(ClusterTest, IsGoneWithAProcessKilledDuringTheStart) {
  // A shell's background job ignores both signals, and so would the server until it is ready.
  for (const int number : {SIGINT, SIGQUIT}) ::signal(number, SIG_IGN);
  for (const char* const sign : {"/data", "/data/base", "/server.log"}) {
    const pid_t starter = ::fork();
    if (starter == 0) {
      Cluster::start();
      ::_exit(0);
    }
    while (!holds(sign) && ::waitpid(starter, nullptr, WNOHANG) == 0) ::usleep(200);
    ::kill(starter, SIGKILL);
    wait_for_all();
    EXPECT_TRUE(std::filesystem::is_empty(temporary_)) << sign;
  }
  for (const int number : {SIGINT, SIGQUIT}) ::signal(number, SIG_DFL);
}

TEST_F(ClusterTest, SignalDuringTheStartEndsIt) {
  interrupt::install();
  ::raise(SIGINT);
  try {
    Cluster::start();
    ADD_FAILURE() << "started";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::interrupted);
  }
  interrupt::reset();
  EXPECT_TRUE(std::filesystem::is_empty(temporary_));
}

TEST_F(ClusterTest, PathMayHoldSpacesAndQuotes) {
  use_as_temporary(temporary_ + "/a b \"c\" %'d");
  const Cluster cluster = Cluster::start();
  EXPECT_EQ(cluster.directory().find(temporary_), 0U);
  EXPECT_EQ(query(cluster.url(), "SELECT 1"), "1\n");
}

TEST_F(ClusterTest, GoesToTmpWhenTmpdirIsTooLongForASocket) {
  use_as_temporary(temporary_ + "/" + std::string(100, 'x'));
  const Cluster cluster = Cluster::start();
  EXPECT_EQ(cluster.directory().find("/tmp/pgsettle-"), 0U);
  EXPECT_EQ(query(cluster.url(), "SELECT 1"), "1\n");
}

TEST_F(ClusterTest, UsersPortDoesNotMatter) {
  ::setenv("PGPORT", "6543", 1);
  const Cluster cluster = Cluster::start();
  EXPECT_EQ(query(cluster.url(), "SELECT 1"), "1\n");
  ::unsetenv("PGPORT");
}

TEST_F(ClusterTest, TakesSettings) {
  const Cluster cluster = Cluster::start({.settings = {"max_locks_per_transaction=256"}});
  EXPECT_EQ(query(cluster.url(), "SHOW max_locks_per_transaction"), "256\n");
}

TEST_F(ClusterTest, FailureSpeaksInTheServersWords) {
  struct Case {
    ClusterOptions options;
    const char* words;
  };
  const std::array cases = {
      Case{{.binary_directory = "/nowhere"}, "no initdb and postgres in /nowhere"},
      Case{{.settings = {"no_such_setting=1"}}, "\"no_such_setting\""},
      Case{{.messages_locale = "xx_YY"}, "initdb failed: "},
  };
  for (const Case& failing : cases) {
    try {
      Cluster::start(failing.options);
      ADD_FAILURE() << "started; expected " << failing.words;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::connection);
      EXPECT_NE(error.message().find(failing.words), std::string::npos) << error.message();
    }
    EXPECT_TRUE(std::filesystem::is_empty(temporary_));
  }
}

}  // namespace
}  // namespace pgsettle
