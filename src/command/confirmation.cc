#include "command/confirmation.h"

#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "command/controlling_terminal.h"

namespace pgsettle {

void confirm(const std::string& question) {
  const FileDescriptor terminal = open_terminal();
  if (!terminal) {
    throw Error(ErrorCode::confirmation, "there is no terminal to ask on; nothing was sent",
                "Add --yes to go on without being asked.");
  }
  write_all(terminal.get(), question + " [y/N] ");
  std::string answer;
  for (char c = 0; ::read(terminal.get(), &c, 1) == 1 && c != '\n';) answer += c;
  answer = to_lower(answer);
  if (answer == "y" || answer == "yes") return;
  throw Error(ErrorCode::confirmation, "declined; nothing was sent");
}

}  // namespace pgsettle
