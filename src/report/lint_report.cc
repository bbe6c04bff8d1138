#include "report/lint_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/printable.h"

namespace pgsettle {

std::size_t count(const LintResult& result, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(
      result.findings, severity, [](const Finding& f) { return f.diagnostic.severity; }));
}

std::size_t count_fixable(const LintResult& result) {
  return static_cast<std::size_t>(std::ranges::count_if(
      result.findings, [](const Finding& finding) { return finding.fix.has_value(); }));
}

std::map<std::string, std::size_t> count_by_rule(const LintResult& result) {
  std::map<std::string, std::size_t> counts;
  for (const Finding& finding : result.findings) ++counts[finding.diagnostic.id];
  return counts;
}

std::string statistics(const LintResult& result) {
  std::string out;
  for (const auto& [rule, number] : count_by_rule(result)) {
    out += fmt::format("{:>6}  {}\n", number, rule);
  }
  return out;
}

FindingPlace place_of(const Diagnostic& diagnostic) {
  const SourceText& source = *diagnostic.source;
  const std::string_view text = source.text();
  Range range = {.begin = std::min(diagnostic.range.begin, text.size()),
                 .end = std::min(diagnostic.range.end, text.size())};
  // A finding ends with its text, not with the line end behind it.
  while (range.end > range.begin + 1 &&
         (text[range.end - 1] == '\n' || text[range.end - 1] == '\r')) {
    --range.end;
  }
  const Position begin = source.position(range.begin);
  return {.begin = begin, .end = end_of(source, range, begin)};
}

Position end_of(const SourceText& source, Range range, Position begin) {
  std::string_view text = source.slice(range);
  if (range.begin == 0 && text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  const std::size_t newline = text.rfind('\n');
  if (newline == std::string_view::npos) {
    return {.line = begin.line, .column = begin.column + count_characters(text)};
  }
  const auto newlines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  return {.line = begin.line + newlines, .column = 1 + count_characters(text.substr(newline + 1))};
}

std::string repository_path(const Diagnostic& diagnostic) {
  const std::string& path = diagnostic.source->path();
  return printable(path.starts_with("./") ? path.substr(2) : path);
}

std::string message_and_hint(const Diagnostic& diagnostic) {
  std::string text = printable(diagnostic.message);
  if (!diagnostic.hint.empty()) text += '\n' + printable(diagnostic.hint);
  return text;
}

}  // namespace pgsettle
