// .env files: NAME=VALUE lines as dotenv tools and shells read them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgsettle {

// In the order of the file; of a name that is there twice both are returned, and the later one
// counts. Comments, blank lines, `export `, white space around the equals sign, single quotes
// (verbatim), double quotes (with \n \t \" \\ \$), values in quotes that go over several lines,
// trailing comments behind white space, CRLF and a byte order mark are understood; ${X} is not
// expanded. A name without an equals sign, which takes its value from elsewhere, is left out.
// Throws Error{configuration} naming `path` and the line, never what is in the line.
std::vector<std::pair<std::string, std::string>> parse_environment_file(std::string_view path,
                                                                        std::string_view text);

}  // namespace pgsettle
