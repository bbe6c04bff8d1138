// --output, for every command.
#pragma once

#include <string>

#include "report/format.h"

namespace CLI {
class App;
}

namespace pgsettle {

// `format` outlives `app`; `is_meant` tells which formats the command can be written in.
void add_output_option(CLI::App& app, std::string& format, bool (*is_meant)(const Format&));

// The format of that name, which add_output_option() has checked.
const Format& find_format(const std::string& format);

}  // namespace pgsettle
