// A rewrite of the user's text that would mend a finding: edits of byte ranges, which leave
// comments, case and layout as they are.
#pragma once

#include <string>
#include <vector>

#include "sql/read/source_text.h"

namespace pgsettle {

struct Edit {
  Range range;  // in the source; empty: an insertion
  std::string text;

  bool operator==(const Edit&) const = default;
};

struct Fix {
  // Means the same on the first run. Others change what the statement does, e.g. put a guard around
  // it.
  bool safe = true;
  std::vector<Edit> edits = {};  // ascending, not overlapping
};

}  // namespace pgsettle
