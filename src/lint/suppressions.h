// What scripts say to the linter:
//
//   -- pgsettle: ignore RULE[, RULE]: reason before a statement, or behind it in the same line
//   -- pgsettle: ignore-file RULE[, RULE]: reason   anywhere in the script
#pragma once

#include <string>
#include <vector>

#include "lint/findings.h"
#include "lint/model.h"

namespace pgsettle {

struct LintOptions;

// Takes the suppressed findings out of `findings` and adds those about the directives themselves:
// unknown rules, missing reasons, directives that suppress nothing.
void suppress(const Model& model, const LintOptions& options, std::vector<Finding>& findings);

}  // namespace pgsettle
