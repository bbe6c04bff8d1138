// One SQL statement of a script, with its place and the text that is sent for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/fallback/effect.h"
#include "sql/read/diagnostic.h"
#include "sql/read/source_text.h"

namespace pgsettle {

// A stretch of the sent text that does not stand in the source as it is: the value of a psql
// variable, or nothing where a meta-command was cut out.
struct Substitution {
  Range sent;      // in Statement::sql()
  Range replaced;  // in the source
};

// What psql does with the result: nothing, run its cells (\gexec), or keep them in variables
// (\gset).
enum class ResultUse { none, execute, set_variables };

struct Statement {
  const SourceText* source = nullptr;  // outlives the statement
  Range range;                         // in the source, the final semicolon included
  // What is sent when it differs from the source's own text; see sql().
  std::optional<std::string> rewritten = {};
  std::vector<Substitution> substitutions = {};
  ResultUse result_use = ResultUse::none;
  std::string variable_prefix = {};  // of \gset
  // Uses a variable or stands in a branch that only the server's answers decide; nothing can be
  // said of its text yet.
  bool unresolved = false;
  // COPY FROM STDIN: the rows, in the source or, for \copy FROM a file, from that file.
  std::optional<Range> copy_rows = {};
  const SourceText* copy_source = nullptr;
  // Set by understand() (parser.h).
  Effect effect = {};
  std::optional<Diagnostic> syntax_error = {};

  // The text to send, without the final semicolon.
  std::string_view sql() const;
  // Where in the source the byte `offset` of sql() comes from.
  std::size_t source_offset(std::size_t offset) const;
};

}  // namespace pgsettle
