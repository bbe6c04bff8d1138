#include "report/lint_report.h"

#include <algorithm>

namespace pgsettle {

std::size_t count(const LintResult& result, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(
      result.findings, severity, [](const Finding& f) { return f.diagnostic.severity; }));
}

std::size_t count_fixable(const LintResult& result) {
  return static_cast<std::size_t>(std::ranges::count_if(
      result.findings, [](const Finding& finding) { return finding.fix.has_value(); }));
}

FindingPlace place_of(const Diagnostic& diagnostic) {
  const SourceText& source = *diagnostic.source;
  std::size_t last = diagnostic.range.end;
  // A finding ends with its text, not with the white space or semicolon behind it.
  const std::string_view text = source.text();
  while (last > diagnostic.range.begin + 1 && (text[last - 1] == '\n' || text[last - 1] == '\r')) {
    --last;
  }
  return {.begin = source.position(diagnostic.range.begin), .end = source.position(last)};
}

}  // namespace pgsettle
