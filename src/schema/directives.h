// What a script says to pgsettle itself: comments of the form `-- pgsettle: WORD`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sql/read/diagnostic.h"
#include "sql/read/script_reader.h"
#include "sql/read/source_text.h"

namespace pgsettle {

// `-- pgsettle: ignore RULE[, RULE]: reason` and `-- pgsettle: ignore-file ...`
struct IgnoreDirective {
  bool whole_file = false;
  std::vector<std::string> rules = {};
  std::string reason = {};
  Range range = {};  // of the comment
};

struct Directives {
  // `-- pgsettle: no-transaction`
  bool no_transaction = false;
  std::vector<IgnoreDirective> ignores = {};
};

// Reads the line comments among `pieces`. An unknown directive is an error with a suggestion: a
// misspelt one must not be silently ignored.
Directives read_directives(const SourceText& source, std::span<const Piece> pieces,
                           std::vector<Diagnostic>& diagnostics);

}  // namespace pgsettle
