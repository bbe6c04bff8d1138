// Applies the fixes of findings to the texts they are in.
#pragma once

#include <map>
#include <span>
#include <string>

#include "lint/findings.h"

namespace pgsettle {

struct FixedText {
  std::string text;
  std::size_t fixes = 0;  // findings that were mended
};

// Fixes whose edits touch what another one has edited wait for the next time. Only whole fixes are
// applied. Keys are sources with at least one fix.
std::map<const SourceText*, FixedText> apply_fixes(std::span<const Finding> findings,
                                                   bool with_unsafe);

}  // namespace pgsettle
