// One line a finding, as compilers write them: for editors and grep.
#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

std::string line_of(const Diagnostic& diagnostic) {
  const Position at = place_of(diagnostic).begin;
  std::string line =
      fmt::format("{}:{}:{}: {}[{}] {}", printable(diagnostic.source->path()), at.line, at.column,
                  name(diagnostic.severity), diagnostic.id, printable(diagnostic.message));
  // One line whatever the names in it hold, and nothing that a terminal obeys.
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line + '\n';
}

std::string lint_concise(const LintReport& report) {
  if (report.statistics) return statistics(report.result);
  std::string out;
  for (const Finding& finding : report.result.findings) out += line_of(finding.diagnostic);
  return out;
}

}  // namespace

extern const Format concise{
    .id = "concise",
    .summary = "a line for each finding",
    .lint = lint_concise,
    .error = [](std::string_view, const Error&) { return std::string(); },
};

}  // namespace pgsettle::formats
