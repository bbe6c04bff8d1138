// What `pgsettle lint` found, for the formats.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lint/linter.h"

namespace pgsettle {

struct LintReport {
  const LintResult& result;
  bool statistics = false;  // counts by rule instead of findings
};

std::size_t count(const LintResult& result, Severity severity);
std::size_t count_fixable(const LintResult& result);
std::map<std::string, std::size_t> count_by_rule(const LintResult& result);
// A line a rule, for a person.
std::string statistics(const LintResult& result);

// The place of a finding; lines and columns count from 1, columns in characters. `end` is behind
// the last character.
struct FindingPlace {
  Position begin;
  Position end;
};
// Cheap when asked in the order of the result.
FindingPlace place_of(const Diagnostic& diagnostic);
// Where `range` ends, when it begins at `begin`; costs no more than the range is long.
Position end_of(const SourceText& source, Range range, Position begin);

// The path of a finding as services know it that want it relative to the repository.
std::string repository_path(const Diagnostic& diagnostic);
// The message, and the hint on a line of its own.
std::string message_and_hint(const Diagnostic& diagnostic);

}  // namespace pgsettle
