// Tries the property that `apply` makes of a database what `apply --every` makes of a copy of it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/generated_case.h"

namespace pgsettle {

struct CaseVerdict {
  // Else it fails on an empty database: the generator's fault, and no verdict.
  bool is_valid = true;
  bool fails = false;
  bool fails_every = false;  // with --every
  // A diff of the dumps, or the error that only one of the two gives. Empty: as it must be.
  // When --every fails there is nothing to compare: what a later script would have made is there
  // already where an earlier one was not sent for it.
  std::string difference;
};

struct Trial {
  std::vector<CaseVerdict> verdicts;  // in the order of the cases
  // Of the run without --every.
  std::size_t statements = 0;
  std::size_t not_sent = 0;
};

// Makes two databases on the test cluster, and drops them. `group`: so many cases go into one run
// of the program; a case that fails ends a run, and the others go into another one.
Trial try_cases(const std::vector<GeneratedCase>& cases, std::size_t group);

}  // namespace pgsettle
