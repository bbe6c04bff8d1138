// One SQL file, read as psql would: its statements, what it says to the user, its directives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/directives.h"
#include "sql/read/diagnostic.h"
#include "sql/read/script_reader.h"
#include "sql/read/source_text.h"

namespace pgsettle {

struct Script {
  std::string path;              // as it is shown; "-" is standard input
  SourceText* source = nullptr;  // outlives the script
  // In the order of execution, included files' in their place. When `results_matter`, what follows
  // the first \gset or \gexec is only what can be told without a server.
  std::vector<ScriptItem> items = {};
  std::vector<Diagnostic> diagnostics = {};
  Directives directives = {};
  // Has BEGIN, COMMIT or the like of its own.
  bool manages_transactions = false;
  // The line where its DOWN part begins, which is left out.
  std::optional<std::size_t> down_line = {};
  // Uses \gset: its later statements depend on what the server answers, and must be read again
  // while it runs.
  bool results_matter = false;
};

}  // namespace pgsettle
