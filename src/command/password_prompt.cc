#include "command/password_prompt.h"

#include <termios.h>
#include <unistd.h>

#include "base/error.h"
#include "command/controlling_terminal.h"

namespace pgsettle {
namespace {

constexpr char interrupt_character = '\x03';

// No echo, and Ctrl-C as a character, one that ends the line: a signal would leave the terminal
// like that.
class SilentTerminal {
 public:
  explicit SilentTerminal(int descriptor) : descriptor_(descriptor) {
    ::tcgetattr(descriptor_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = interrupt_character;
    ::tcsetattr(descriptor_, TCSAFLUSH, &silent);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() { ::tcsetattr(descriptor_, TCSAFLUSH, &before_); }

 private:
  int descriptor_;
  termios before_ = {};
};

}  // namespace

bool can_ask_password() { return static_cast<bool>(open_terminal()); }

std::string ask_password(const std::string& prompt) {
  const FileDescriptor terminal = open_terminal();
  // First: who answers at once would be seen, and then not heard.
  const SilentTerminal silent(terminal.get());
  write_all(terminal.get(), prompt);
  std::string password;
  for (char c = 0; ::read(terminal.get(), &c, 1) == 1 && c != '\n';) {
    if (c == interrupt_character) {
      write_all(terminal.get(), "\n");
      throw Error(ErrorCode::interrupted, "interrupted");
    }
    password += c;
  }
  write_all(terminal.get(), "\n");
  return password;
}

}  // namespace pgsettle
