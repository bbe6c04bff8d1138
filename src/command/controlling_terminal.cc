#include "command/controlling_terminal.h"

#include <fcntl.h>
#include <unistd.h>

namespace pgsettle {

FileDescriptor open_terminal() { return FileDescriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC)); }

void write_all(int descriptor, const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(descriptor, text.data(), text.size());
}

}  // namespace pgsettle
