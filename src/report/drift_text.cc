// The drift for a person: an object a line, below it what differs.
#include <fmt/format.h>
#include <unistd.h>

#include "base/text.h"
#include "base/text_diff.h"
#include "report/drift_report.h"
#include "report/printable.h"
#include "report/style.h"

namespace pgsettle {
namespace {

// Longer ones, and those of several lines, are shown as a diff.
constexpr std::size_t longest_value = 60;

std::string in_words(std::string_view attribute) {
  if (attribute == "acl") return "privileges";
  std::string text(attribute);
  for (char& c : text) c = c == '_' ? ' ' : c;
  return text;
}

std::string value_text(const std::string& value) { return value.empty() ? "none" : value; }

std::string attribute_lines(const AttributeDifference& difference) {
  const auto is_long = [](const std::string& value) {
    return value.size() > longest_value || value.find('\n') != std::string::npos;
  };
  if (!is_long(difference.declared) && !is_long(difference.found)) {
    return fmt::format("      {}: {} in the scripts, {} in the database\n",
                       in_words(difference.attribute), printable(value_text(difference.declared)),
                       printable(value_text(difference.found)));
  }
  std::string lines = fmt::format("      {}:\n", in_words(difference.attribute));
  const std::string diff = unified_diff(difference.declared + "\n", difference.found + "\n",
                                        "the scripts", "the database");
  for (const std::string_view line : split_lines(diff)) {
    lines += fmt::format("        {}\n", printable(line));
  }
  return lines;
}

}  // namespace

std::string drift_text(const DriftReport& report) {
  const Style style = Style::of(STDOUT_FILENO);
  std::string text;
  std::size_t missing = 0;
  std::size_t extra = 0;
  for (const Difference& difference : report.differences) {
    const std::string name = printable(describe(difference.object()));
    if (difference.found == nullptr) {
      ++missing;
      text += fmt::format("  {} {}: only in the scripts\n", style(Colour::error, "-"), name);
    } else if (difference.declared == nullptr) {
      ++extra;
      text += fmt::format("  {} {}: only in the database\n", style(Colour::good, "+"), name);
    } else {
      text += fmt::format("  {} {}\n", style(Colour::warning, "~"), name);
    }
    for (const AttributeDifference& each : difference.attributes) text += attribute_lines(each);
  }
  if (report.differences.empty()) return "Drift: none\n";
  const std::size_t differ = report.differences.size() - missing - extra;
  return text + fmt::format("\nDrift: {} only in the scripts, {} only in the database, {} {}\n",
                            missing, extra, differ, differ == 1 ? "differs" : "differ");
}

}  // namespace pgsettle
