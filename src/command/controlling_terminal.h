// The terminal of whoever started the program, wherever its input and output go.
#pragma once

#include <string>

#include "base/handle.h"

namespace pgsettle {

// Empty when there is none.
FileDescriptor open_terminal();

void write_all(int descriptor, const std::string& text);

}  // namespace pgsettle
