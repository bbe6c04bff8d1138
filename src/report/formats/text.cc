// For a person: the lines for the scripts were printed as they finished, so only the sum is left.
#include "base/text.h"

#include <fmt/format.h>
#include <unistd.h>

#include "report/excerpt.h"
#include "report/format.h"
#include "report/style.h"
#include "report/summary.h"

namespace pgsettle::formats {
namespace {

std::string lint_text(const LintReport& report) {
  const LintResult& result = report.result;
  const Style style = Style::of(STDOUT_FILENO);
  std::string out;
  if (report.statistics) {
    out = statistics(result);
  } else {
    Renderer render(style);
    for (const Finding& finding : result.findings) {
      out += render(finding.diagnostic);
      out += '\n';
    }
  }
  const std::size_t infos = count(result, Severity::info);
  out +=
      fmt::format("{} in {}: {}, {}", counted(result.statements, "statement"),
                  counted(result.files, "script"), counted(count(result, Severity::error), "error"),
                  counted(count(result, Severity::warning), "warning"));
  if (infos > 0) out += fmt::format(", {}", counted(infos, "remark"));
  if (const std::size_t fixable = count_fixable(result))
    out += fmt::format("; {} fixable", fixable);
  if (result.not_understood > 0) {
    out += fmt::format("; {} not understood", counted(result.not_understood, "statement"));
  }
  return out + '\n';
}

}  // namespace

extern const Format text{
    .id = "text",
    .summary = "lines for a person",
    .streams_scripts = true,
    .needs_times = false,
    .apply = [](const ApplyReport& report) { return summary(report.result); },
    .lint = lint_text,
    .plan = plan_text,
    .status = status_text,
    .drift = drift_text,
    .error = [](std::string_view, const Error&) { return std::string(); },
    .refusal = [](const RefusalReport&) { return std::string(); },
};

}  // namespace pgsettle::formats
