// Tries on a server what is promised of `apply`:
// - it makes of a database what `apply --every` makes of a copy, and fails where that fails;
// - a second one sends no definition again, and leaves what a second `apply --every` leaves;
// - `plan` has said of each statement whether it is sent, and what becomes of it;
// and of `lint`: a script that fails or changes something when psql runs it twice has an error.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "property/generated_case.h"
#include "property/trial_run.h"

namespace pgsettle {

struct CaseVerdict {
  // Else it fails on an empty database: the generator's fault, and no verdict.
  bool is_valid = true;
  bool fails = false;        // both ways, at the same statement
  bool fails_every = false;  // only with --every, for a reason that is known (see the .cc)
  // Which promise is broken: "catalog", "failure", "again", "plan", "lint", "dump"; empty: none.
  std::string broken = {};
  std::string difference = {};
};

struct Trial {
  std::vector<CaseVerdict> verdicts;  // in the order of the cases
  // Of the run without --every.
  std::size_t statements = 0;
  std::size_t not_sent = 0;
  std::size_t sent_again = 0;  // by the second one
};

struct TrialChecks {
  TrialOptions options;
  bool lints = false;
  bool dumps = false;  // compares pg_dump's output, too, which shows what catalog_lines.h misses
};

// Makes databases on the test cluster, and drops them.
Trial try_cases(const std::vector<GeneratedCase>& cases, const TrialChecks& checks);

}  // namespace pgsettle
