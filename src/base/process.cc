#include "base/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pgsettle {
namespace {

// Everything the child needs, made before the fork: another thread may hold malloc's lock then.
struct Image {
  std::vector<char*> arguments;
  std::vector<std::string> environment;
  std::vector<char*> environment_pointers;
  const char* log_file;
  int stop_signal;
  pid_t parent;
  int input;
  int output;
  int errors;
  int failure;  // takes errno when the program cannot be run
};

[[noreturn]] void fail(std::string_view what, int number) {
  throw Error(ErrorCode::usage, fmt::format("{}: {}", what, std::strerror(number)));
}

// The child fills the standard descriptors one after the other; what it still needs must not be
// one of them, as it would be when our own were closed.
FileDescriptor above_standard(int descriptor) {
  const FileDescriptor original(descriptor);
  FileDescriptor copy(::fcntl(original.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!copy) fail("cannot create a file descriptor", errno);
  return copy;
}

// Files in memory instead of pipes: nobody has to read and write in turns to avoid a deadlock.
FileDescriptor memory_file(const char* name) {
  return above_standard(::memfd_create(name, MFD_CLOEXEC));
}

void write_all(const FileDescriptor& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file.get(), text.data(), text.size());
    if (count < 0 && errno != EINTR) fail("cannot write a file in memory", errno);
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

// By position: the offset belongs to the child that writes.
std::string read_all(const FileDescriptor& file) {
  std::string text;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t count =
        ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::vector<std::string> environment_with(
    const std::map<std::string, std::optional<std::string>>& changes) {
  std::vector<std::string> environment;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!changes.contains(std::string(text.substr(0, text.find('='))))) {
      environment.emplace_back(text);
    }
  }
  for (const auto& [name, value] : changes) {
    if (value) environment.push_back(fmt::format("{}={}", name, *value));
  }
  return environment;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  // exec takes char* for historical reasons and does not write.
  for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

// In the child; only async-signal-safe calls from here on.
bool prepare(const Image& image) {
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // exec keeps what is ignored: SIGPIPE by us, SIGQUIT by a shell that started us with &.
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(image.stop_signal, SIG_DFL);
  ::prctl(PR_SET_PDEATHSIG, image.stop_signal);
  if (::getppid() != image.parent) ::_exit(127);  // it died before prctl could tell
  int output = image.output;
  int errors = image.errors;
  if (*image.log_file != '\0') {
    output = ::open(image.log_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    errors = output;
  }
  return output >= 0 && ::dup2(image.input, STDIN_FILENO) >= 0 &&
         ::dup2(output, STDOUT_FILENO) >= 0 && ::dup2(errors, STDERR_FILENO) >= 0;
}

[[noreturn]] void execute(Image& image) {
  if (prepare(image)) {
    ::execvpe(image.arguments.front(), image.arguments.data(), image.environment_pointers.data());
  }
  const int number = errno;
  [[maybe_unused]] const ssize_t written = ::write(image.failure, &number, sizeof(number));
  ::_exit(127);
}

// Zero when the pipe was closed by a successful exec.
int read_failure(const FileDescriptor& pipe) {
  int number = 0;
  ssize_t count = 0;
  do {
    count = ::read(pipe.get(), &number, sizeof(number));
  } while (count < 0 && errno == EINTR);
  return count == sizeof(number) ? number : 0;
}

int to_exit_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Process::Process(const Command& command)
    : stop_signal_(command.stop_signal),
      output_(memory_file("stdout")),
      errors_(memory_file("stderr")) {
  const FileDescriptor input = memory_file("stdin");
  write_all(input, command.input);
  ::lseek(input.get(), 0, SEEK_SET);
  std::array<int, 2> pipe = {-1, -1};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) fail("cannot create a pipe", errno);
  const FileDescriptor read_end(pipe[0]);
  FileDescriptor write_end = above_standard(pipe[1]);
  Image image = {.arguments = pointers(command.arguments),
                 .environment = environment_with(command.environment),
                 .environment_pointers = {},
                 .log_file = command.log_file.c_str(),
                 .stop_signal = stop_signal_,
                 .parent = ::getpid(),
                 .input = input.get(),
                 .output = output_.get(),
                 .errors = errors_.get(),
                 .failure = write_end.get()};
  image.environment_pointers = pointers(image.environment);
  id_ = ::fork();
  if (id_ == 0) execute(image);
  if (id_ < 0) fail("cannot start a process", errno);
  write_end.close();
  if (const int number = read_failure(read_end); number != 0) {
    wait();
    fail(fmt::format("cannot run {}", command.arguments.front()), number);
  }
}

Process::~Process() {
  send_signal(stop_signal_);
  wait();
}

bool Process::is_running() {
  if (exit_status_) return false;
  int status = 0;
  const pid_t ended = ::waitpid(id_, &status, WNOHANG);
  // A failure means that somebody else took the exit status.
  if (ended != 0) exit_status_ = to_exit_status(ended == id_ ? status : 0);
  return !exit_status_;
}

void Process::send_signal(int number) {
  // An ended process that was not waited for still owns its number: no stranger can be hit.
  if (is_running()) ::kill(id_, number);
}

int Process::wait() {
  while (!exit_status_) {
    int status = 0;
    const pid_t ended = ::waitpid(id_, &status, 0);
    if (ended == id_ || errno != EINTR) exit_status_ = to_exit_status(ended == id_ ? status : 0);
  }
  return *exit_status_;
}

std::string Process::output() const { return read_all(output_); }

std::string Process::errors() const { return read_all(errors_); }

CompletedProcess run(const Command& command) {
  Process process(command);
  const int exit_status = process.wait();
  return {.exit_status = exit_status, .output = process.output(), .errors = process.errors()};
}

}  // namespace pgsettle
