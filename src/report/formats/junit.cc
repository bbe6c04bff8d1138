// JUnit's XML, which most CI servers show: a suite for each script with findings, a case for each
// finding. Only errors fail, as they alone make the exit status 1.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "report/excerpt.h"
#include "report/format.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

struct Escape {
  char character;
  std::string_view text;
};
constexpr std::array escapes = {
    Escape{'&', "&amp;"},  Escape{'<', "&lt;"},   Escape{'>', "&gt;"},  Escape{'"', "&quot;"},
    Escape{'\n', "&#10;"}, Escape{'\r', "&#13;"}, Escape{'\t', "&#9;"},
};

void append_escaped(std::string& out, char c) {
  if (const auto* found = std::ranges::find(escapes, c, &Escape::character);
      found != escapes.end()) {
    out += found->text;
  } else {
    // XML 1.0 has no form for other control characters.
    out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
}

std::string attribute(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) append_escaped(out, c);
  // U+FFFE and U+FFFF are no characters of XML.
  for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = out.find(none, at)) != std::string::npos;) {
      out.replace(at, none.size(), "?");
    }
  }
  return out;
}

// Readable line by line.
std::string content(std::string_view text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) out += attribute(line) + '\n';
  return out;
}

std::string test_case(const Finding& finding, Renderer& render) {
  const Diagnostic& diagnostic = finding.diagnostic;
  const Position at = place_of(diagnostic).begin;
  std::string out =
      fmt::format("    <testcase name=\"{} ({}:{})\" classname=\"{}\">\n", attribute(diagnostic.id),
                  at.line, at.column, attribute(repository_path(diagnostic)));
  const std::string text = content(render(diagnostic));
  out += diagnostic.severity == Severity::error
             ? fmt::format("      <failure type=\"{}\" message=\"{}\">\n{}</failure>\n",
                           name(finding.rule->group), attribute(diagnostic.message), text)
             : fmt::format("      <system-out>\n{}</system-out>\n", text);
  return out + "    </testcase>\n";
}

struct Suite {
  const SourceText* source;
  std::string path;
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
};

std::vector<Suite> suites_of(const LintResult& result) {
  std::vector<Suite> suites;
  Renderer render(Style(false));
  for (const Finding& finding : result.findings) {
    const SourceText* source = finding.diagnostic.source;
    if (suites.empty() || suites.back().source != source) {
      suites.push_back(
          {.source = source, .path = repository_path(finding.diagnostic), .cases = {}});
    }
    Suite& suite = suites.back();
    suite.cases += test_case(finding, render);
    ++suite.tests;
    if (finding.diagnostic.severity == Severity::error) ++suite.failures;
  }
  return suites;
}

std::string suite(std::string_view name, std::size_t tests, std::size_t failures,
                  std::size_t errors, std::string_view cases) {
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}  </testsuite>\n",
      attribute(name), tests, failures, errors, cases);
}

std::string document(std::size_t tests, std::size_t failures, std::size_t errors,
                     std::string_view suites) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"pgsettle\" tests=\"{}\" failures=\"{}\" "
      "errors=\"{}\">\n{}</testsuites>\n",
      tests, failures, errors, suites);
}

std::string lint_junit(const LintReport& report) {
  const LintResult& result = report.result;
  std::string suites;
  for (const Suite& each : suites_of(result)) {
    suites += suite(each.path, each.tests, each.failures, 0, each.cases);
  }
  if (!result.findings.empty()) {
    return document(result.findings.size(), count(result, Severity::error), 0, suites);
  }
  // Some servers take a report without a case for a broken one.
  const std::string passed = fmt::format(
      "    <testcase name=\"{}\" classname=\"pgsettle lint\"/>\n", counted(result.files, "script"));
  return document(1, 0, 0, suite("pgsettle lint", 1, 0, 0, passed));
}

std::string error_junit(std::string_view command, const Error& error) {
  const std::string title = fmt::format("pgsettle {}", command);
  const std::string failed = fmt::format(
      "    <testcase name=\"start\" classname=\"{}\">\n"
      "      <error type=\"{}\" message=\"{}\">{}</error>\n    </testcase>\n",
      attribute(title), entry(error.code()).name, attribute(error.message()),
      attribute(error.hint()));
  return document(1, 0, 1, suite(title, 1, 0, 1, failed));
}

}  // namespace

extern const Format junit{
    .id = "junit",
    .summary = "JUnit's XML",
    .lint = lint_junit,
    .error = error_junit,
};

}  // namespace pgsettle::formats
