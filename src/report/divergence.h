// What will not converge, as text for people.
#pragma once

#include <string>

#include "apply/result.h"
#include "report/style.h"

namespace pgsettle {

// A warning for each, with the statement to add; then the superseded statements, a line each. Empty
// when there is nothing to say.
std::string render_divergences(const ApplyResult& result, const Style& style);

}  // namespace pgsettle
