// Whether lint says of a case's scripts what a server shows: that the second run fails or changes
// something.
#pragma once

#include <string>

#include "property/generated_case.h"

namespace pgsettle {

// `second_run`: what it changed, or how it failed; empty: nothing. Gives it back when lint has no
// error for the scripts and the reason is none of those that lint cannot know.
std::string lint_disagreement(const GeneratedCase& one, const std::string& second_run);

}  // namespace pgsettle
