// One psql meta-command as it stands in a script: its name and arguments, read by the rules of
// psql's lexer for them (src/bin/psql/psqlscanslash.l).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/read/source_text.h"
#include "sql/read/variables.h"

namespace pgsettle {

struct MetaCommand {
  std::string name;  // without the backslash
  Range range;       // from the backslash to behind its arguments, or a \\ that ends them
  std::vector<std::string> arguments;
  std::string line;  // only of \copy, which reads its arguments by itself: all of them, as written
  // A backquoted argument was met, which psql would run in a shell.
  bool runs_shell = false;
  // A quote in it is not closed on its line.
  bool unterminated = false;
  // Its arguments are longer than anybody means; they end there.
  bool too_long = false;
  // An argument names a variable that is not set.
  std::optional<std::string> unset_variable;
  // And one whose value only the run will tell.
  bool depends_on_results = false;

  std::size_t argument_bytes() const;

  std::string_view argument(std::size_t index) const {
    return index < arguments.size() ? std::string_view(arguments[index]) : std::string_view();
  }
};

// Reads the command whose backslash is at `at`. It ends at the line end, at \\ or before the next
// backslash. \copy takes its whole line, without replacing variables.
MetaCommand read_meta_command(std::string_view text, std::size_t at, const Variables& variables);

// The value of `token`'s text (":name", ":'name'", ":\"name\"", ":{?name}") as it is put into
// SQL; nullopt when the variable is not set or unknown. `name` receives the variable's name.
std::optional<std::string> variable_text(std::string_view reference, const Variables& variables,
                                         std::string& name);

}  // namespace pgsettle
