// --output, for every command.
#pragma once

#include <string>

#include "report/format.h"

namespace CLI {
class App;
}

namespace pgsettle {

// `format` outlives `app`.
void add_output_option(CLI::App& app, std::string& format);

// The format of that name, which add_output_option() has checked.
const Format& find_format(const std::string& format);

}  // namespace pgsettle
