// For pull requests: a table that GitHub and GitLab show.
#include <fmt/format.h>

#include "report/format.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

// In a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\n') {
      out += ' ';
      continue;
    }
    if (std::string_view("|\\`*_<>~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string row(const PlannedStatement& planned) {
  return fmt::format("| `{}` | {} | {} | {} | {} |\n", sign(planned.mark),
                     cell(planned_work(planned)), cell(planned_place(*planned.statement)),
                     cell(reason_text(planned)), cell(lock_text(planned)));
}

// A fence that the text cannot close.
std::string fenced(std::string_view language, std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  const bool ends = text.ends_with('\n');
  return fmt::format("\n{}{}\n{}{}{}\n", fence, language, text, ends ? "" : "\n", fence);
}

std::string plan_markdown(const PlanReport& report) {
  std::string rows;
  std::string details;
  for (const PlannedScript& script : report.plan.scripts) {
    for (const PlannedStatement& planned : script.statements) {
      if (!is_shown(planned, report.all)) continue;
      rows += row(planned);
      if (planned.body_change.empty()) continue;
      details += '\n' + cell(planned_work(planned)) + ":\n" +
                 fenced("diff", printable(planned.body_change));
    }
  }
  for (const Divergence& divergence : report.plan.divergences) {
    rows += fmt::format("| `!` | {} | {} | will not converge | |\n", cell(divergence.message),
                        cell(planned_place(*divergence.statement)));
    if (!divergence.remedy.empty()) details += fenced("sql", printable(divergence.remedy));
  }
  std::string text = "**" + plan_sum(report.plan) + "**\n";
  if (!rows.empty()) {
    text += "\n| | statement | place | why | lock |\n|---|---|---|---|---|\n" + rows;
  }
  text += details;
  for (const std::string& remark : plan_remarks(report.plan)) {
    text += "\nNote: " + cell(remark) + "\n";
  }
  return text;
}

}  // namespace

extern const Format markdown{
    .id = "markdown",
    .summary = "a table for pull requests",
    .plan = plan_markdown,
    .error = [](std::string_view, const Error&) { return std::string(); },
    .refusal = [](const RefusalReport&) { return std::string(); },
};

}  // namespace pgsettle::formats
