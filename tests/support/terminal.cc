#include "support/terminal.h"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace pgsettle {
namespace {

[[noreturn]] void execute(const Command& command) {
  for (const auto& [name, value] : command.environment) {
    value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
  }
  std::vector<char*> arguments;
  for (const std::string& argument : command.arguments) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  ::_exit(127);
}

}  // namespace

Terminal::Terminal(const Command& command) {
  const winsize size = {.ws_row = 25, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0};
  int master = -1;
  id_ = ::forkpty(&master, nullptr, nullptr, &size);
  if (id_ < 0) throw std::runtime_error("forkpty failed");
  if (id_ == 0) execute(command);
  master_ = FileDescriptor(master);
}

Terminal::~Terminal() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void Terminal::type(std::string_view text) {
  if (::write(master_.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw std::runtime_error("cannot write to the terminal");
  }
}

bool Terminal::shows(std::string_view text) {
  while (output_.find(text) == std::string::npos) {
    if (!read_more()) return false;
  }
  return true;
}

int Terminal::wait() {
  while (read_more()) {
  }
  if (timed_out_) ::kill(id_, SIGKILL);
  int status = 0;
  ::waitpid(id_, &status, 0);
  id_ = -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool Terminal::read_more() {
  pollfd descriptor = {.fd = master_.get(), .events = POLLIN, .revents = 0};
  timed_out_ = ::poll(&descriptor, 1, 20'000) != 1;
  if (timed_out_) return false;
  std::array<char, 4096> buffer;
  const ssize_t count = ::read(master_.get(), buffer.data(), buffer.size());
  if (count <= 0) return false;  // EIO when the program has closed its end
  output_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

}  // namespace pgsettle
