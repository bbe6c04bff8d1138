// Asks for a password on the terminal, without showing it.
#pragma once

#include <string>

namespace pgsettle {

// Whether the process has a terminal.
bool can_ask_password();

// Throws Error{interrupted} on Ctrl-C; the terminal is as before in any case.
std::string ask_password(const std::string& prompt);

}  // namespace pgsettle
