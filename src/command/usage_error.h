// Says what is wrong with a command line, in our words rather than the parser's.
#pragma once

#include "base/error.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace pgsettle {

// `app` is the whole program, as it was when it threw `error`.
Error usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace pgsettle
