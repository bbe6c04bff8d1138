// What `pgsettle lint` found, for the formats.
#pragma once

#include "lint/linter.h"

namespace pgsettle {

struct LintReport {
  const LintResult& result;
  bool statistics = false;  // counts by rule instead of findings
};

std::size_t count(const LintResult& result, Severity severity);
std::size_t count_fixable(const LintResult& result);

// The place of a finding; lines and columns count from 1, columns in characters. The end is that
// of the last character, as in the contract.
struct FindingPlace {
  Position begin;
  Position end;
};
FindingPlace place_of(const Diagnostic& diagnostic);

}  // namespace pgsettle
