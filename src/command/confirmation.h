// Asks a person whether to go on.
#pragma once

#include <string>

namespace pgsettle {

// Returns when the answer is "y" or "yes". Throws Error{confirmation} when it is another one or
// there is no terminal.
void confirm(const std::string& question);

}  // namespace pgsettle
