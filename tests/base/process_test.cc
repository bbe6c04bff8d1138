#include "base/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temporary_directory.h"

namespace pgsettle {
namespace {

TEST(Run, CollectsStatusOutputAndErrors) {
  const CompletedProcess shell = run({.arguments = {"sh", "-c", "echo out; echo err >&2; exit 3"}});
  EXPECT_EQ(shell.exit_status, 3);
  EXPECT_EQ(shell.output, "out\n");
  EXPECT_EQ(shell.errors, "err\n");
}

TEST(Run, GivesInputOfAnyLength) {
  const std::string text(3'000'000, 'x');
  EXPECT_EQ(run({.arguments = {"cat"}, .input = text}).output, text);
  EXPECT_EQ(run({.arguments = {"cat"}}).output, "");
}

TEST(Run, NoShellReadsTheArguments) {
  EXPECT_EQ(run({.arguments = {"printf", "%s|", "a b", "$HOME", "*", ""}}).output, "a b|$HOME|*||");
}

TEST(Run, SignalShowsInTheExitStatus) {
  EXPECT_EQ(run({.arguments = {"sh", "-c", "kill -9 $$"}}).exit_status, 128 + SIGKILL);
}

TEST(Run, ChangesTheEnvironment) {
  ::setenv("PROCESS_TEST_REMOVED", "1", 1);
  ::setenv("PROCESS_TEST_LEFT", "2", 1);
  const CompletedProcess shell =
      run({.arguments = {"sh", "-c",
                         "echo ${PROCESS_TEST_REMOVED-none} $PROCESS_TEST_LEFT $PROCESS_TEST_NEW"},
           .environment = {{"PROCESS_TEST_REMOVED", std::nullopt}, {"PROCESS_TEST_NEW", "3"}}});
  EXPECT_EQ(shell.output, "none 2 3\n");
}

TEST(Run, ProgramThatCannotRunIsAnErrorThatNamesIt) {
  for (const char* program : {"no-such-program", "/nowhere/program", "/tmp"}) {
    try {
      run({.arguments = {program}});
      FAIL() << "ran " << program;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      EXPECT_NE(error.message().find(program), std::string::npos) << error.message();
    }
  }
}

TEST(Run, IgnoredAndBlockedSignalsAreNotPassedOn) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &before);
  const auto handler = ::signal(SIGPIPE, SIG_IGN);
  const CompletedProcess shell = run({.arguments = {"sh", "-c", "kill -PIPE $$; echo still here"}});
  ::signal(SIGPIPE, handler);
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(shell.exit_status, 128 + SIGPIPE);
}

TEST(Run, NoDescriptorOfOursIsPassedOn) {
  // What whoever started this test left open goes through.
  std::ptrdiff_t inheritable = 0;
  for (int descriptor = 0; descriptor < 1024; ++descriptor) {
    const int flags = ::fcntl(descriptor, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ++inheritable;
  }
  const std::string list = run({.arguments = {"ls", "/proc/self/fd"}}).output;
  // One is that of the directory that ls reads.
  EXPECT_EQ(std::ranges::count(list, '\n'), inheritable + 1) << list;
}

TEST(Run, LogFileTakesBothOutputs) {
  const TemporaryDirectory directory;
  const std::string log = directory.path() + "/log";
  for (int time = 0; time < 2; ++time) {
    const CompletedProcess shell =
        run({.arguments = {"sh", "-c", "echo out; echo err >&2"}, .log_file = log});
    EXPECT_EQ(shell.output + shell.errors, "");
  }
  EXPECT_EQ(RealFileSystem().read(log), "out\nerr\nout\nerr\n");
}

TEST(Process, OutputCanBeReadWhileItRuns) {
  const TemporaryDirectory directory;
  const std::string fifo = directory.path() + "/fifo";
  ASSERT_EQ(run({.arguments = {"mkfifo", fifo}}).exit_status, 0);
  Process shell({.arguments = {"sh", "-c", "echo started; echo go >\"$0\"; sleep 60", fifo}});
  std::string line;
  std::ifstream(fifo) >> line;
  EXPECT_EQ(shell.output(), "started\n");
  EXPECT_TRUE(shell.is_running());
  shell.send_signal(SIGTERM);
  EXPECT_EQ(shell.wait(), 128 + SIGTERM);
  EXPECT_FALSE(shell.is_running());
}

TEST(Process, EndsWithItsGuard) {
  pid_t id = 0;
  {
    const Process sleep({.arguments = {"sleep", "60"}});
    id = sleep.id();
    EXPECT_EQ(::kill(id, 0), 0);
  }
  EXPECT_EQ(::kill(id, 0), -1);
}

TEST(Process, EndsWithItsGuardByASignalThatIsIgnoredHere) {
  const auto handler = ::signal(SIGQUIT, SIG_IGN);
  { const Process sleep({.arguments = {"sleep", "60"}, .stop_signal = SIGQUIT}); }
  ::signal(SIGQUIT, handler);
}

TEST(Process, EndsWithTheProcessThatStartedIt) {
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  std::array<int, 2> pipe = {-1, -1};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const FileDescriptor read_end(pipe[0]);
  const FileDescriptor write_end(pipe[1]);
  const pid_t starter = ::fork();
  if (starter == 0) {
    const Process sleep({.arguments = {"sleep", "60"}, .stop_signal = SIGTERM});
    const pid_t id = sleep.id();
    [[maybe_unused]] const ssize_t written = ::write(write_end.get(), &id, sizeof(id));
    for (;;) ::pause();
  }
  pid_t sleep = 0;
  ASSERT_EQ(::read(read_end.get(), &sleep, sizeof(sleep)), static_cast<ssize_t>(sizeof(sleep)));
  ::kill(starter, SIGKILL);
  ASSERT_EQ(::waitpid(starter, nullptr, 0), starter);
  int status = 0;
  ASSERT_EQ(::waitpid(sleep, &status, 0), sleep);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace
}  // namespace pgsettle
