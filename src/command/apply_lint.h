// Lint as the doorkeeper of `pgsettle apply`.
#pragma once

#include <vector>

#include "lint/linter.h"
#include "schema/script.h"
#include "sql/read/diagnostic.h"

namespace pgsettle {

// What the user has agreed to.
struct ApplyConsent {
  bool no_lint = false;            // errors other than lost data
  bool allow_destructive = false;  // lost data
};

// The errors that keep the scripts from being sent; empty: none. Says in each statement whether the
// grammar accepts it, so that loading the scripts need not parse them.
std::vector<Diagnostic> lint_before_apply(std::vector<Script>& scripts, const LintOptions& options,
                                          const ApplyConsent& consent,
                                          std::shared_ptr<const Analyses> analyses);

}  // namespace pgsettle
