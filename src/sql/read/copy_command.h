// psql's \copy: the rows come from a file on this machine instead of one on the server.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

struct CopyCommand {
  std::string sql;   // COPY ... FROM STDIN ..., to be sent
  std::string file;  // of the rows; empty: they follow in the script
  // Why it cannot be done; empty when it can.
  std::string problem;
  std::string hint;
  bool unsupported = false;  // psql would do it
};

// `line` is what stands behind \copy. Only FROM a file or stdin: pgsettle writes no files and runs
// no programs. As in psql, variables are not replaced.
CopyCommand parse_copy_command(std::string_view line);

}  // namespace pgsettle
