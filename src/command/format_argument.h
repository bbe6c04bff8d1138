// --output, for every command.
#pragma once

#include <string>

#include "command/option.h"
#include "report/format.h"

namespace pgsettle {

// `is_meant` tells which formats the command can be written in.
Option output_option(std::string& format, bool (*is_meant)(const Format&));

// The format of that name, which the command line's reader has checked.
const Format& find_format(const std::string& format);

}  // namespace pgsettle
