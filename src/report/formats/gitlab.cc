// GitLab's Code Quality report, for `artifacts: reports: codequality`.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

#include "report/fingerprint.h"
#include "report/format.h"
#include "report/json.h"

namespace pgsettle::formats {
namespace {

std::string_view severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "critical";
    case Severity::warning:
      return "minor";
    case Severity::info:
      return "info";
  }
  return "info";
}

std::string lint_gitlab(const LintReport& report) {
  Json issues = Json::array();
  Fingerprints fingerprints;
  for (const Finding& finding : report.result.findings) {
    const Diagnostic& diagnostic = finding.diagnostic;
    const FindingPlace at = place_of(diagnostic);
    issues.push_back({{"description", message_and_hint(diagnostic)},
                      {"check_name", diagnostic.id},
                      {"fingerprint", fingerprints.next(finding)},
                      {"severity", severity(diagnostic.severity)},
                      {"location",
                       {{"path", repository_path(diagnostic)},
                        {"lines", {{"begin", at.begin.line}, {"end", at.end.line}}}}}});
  }
  return issues.text();
}

}  // namespace

extern const Format gitlab{
    .id = "gitlab",
    .summary = "GitLab's Code Quality report",
    .lint = lint_gitlab,
    // An empty list would say that all old findings are gone.
    .error = [](std::string_view, const Error&) { return std::string(); },
};

}  // namespace pgsettle::formats
