// Workflow commands of GitHub Actions, which shows them beside the changed lines.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
#include <fmt/format.h>

#include "report/format.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

// As the runner undoes it: % and line ends everywhere, the separators in properties.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string message(std::string_view text) { return escaped(text, "%\r\n"); }
std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }

std::string_view command(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "notice";
  }
  return "notice";
}

// The runner takes columns only for what is on one line.
std::string position(const FindingPlace& at) {
  if (at.begin.line != at.end.line) {
    return fmt::format("line={},endLine={}", at.begin.line, at.end.line);
  }
  return fmt::format("line={},col={},endLine={},endColumn={}", at.begin.line, at.begin.column,
                     at.end.line, at.end.column);
}

std::string lint_github(const LintReport& report) {
  std::string out;
  for (const Finding& finding : report.result.findings) {
    const Diagnostic& diagnostic = finding.diagnostic;
    out += fmt::format("::{} file={},{},title={}::{}\n", command(diagnostic.severity),
                       property(repository_path(diagnostic)), position(place_of(diagnostic)),
                       property(diagnostic.id), message(message_and_hint(diagnostic)));
  }
  return out;
}

std::string error_github(std::string_view, const Error& error) {
  std::string text = printable(error.message());
  if (!error.hint().empty()) text += '\n' + printable(error.hint());
  return fmt::format("::error title=pgsettle::{}\n", message(text));
}

}  // namespace

extern const Format github{
    .id = "github",
    .summary = "annotations of GitHub Actions",
    .lint = lint_github,
    .error = error_github,
};

}  // namespace pgsettle::formats
