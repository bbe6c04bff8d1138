// The plan for a person: a line for each statement that would be sent, below its script.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "report/plan_report.h"
#include "report/printable.h"
#include "report/style.h"

namespace pgsettle {
namespace {

// Longer ones stand out rather than push the places of all others away.
constexpr std::size_t widest_work = 60;

Colour colour(PlanMark mark) {
  switch (mark) {
    case PlanMark::create:
      return Colour::good;
    case PlanMark::change:
      return Colour::warning;
    case PlanMark::drop:
      return Colour::error;
    case PlanMark::settled:
    case PlanMark::session:
    case PlanMark::skipped:
    case PlanMark::opaque:
      break;
  }
  return Colour::faint;
}

std::string indented(std::string_view text) {
  std::string lines;
  for (const std::string_view line : split_lines(text)) lines += fmt::format("      {}\n", line);
  return lines;
}

std::string statement_lines(const PlannedStatement& planned, std::size_t width,
                            const Style& style) {
  const std::string work = planned_work(planned);
  const std::size_t own = display_width(work);
  std::string line =
      fmt::format("  {} {}{}  {}", style(colour(planned.mark), std::string(1, sign(planned.mark))),
                  work, std::string(width > own ? width - own : 0, ' '),
                  style(Colour::faint, planned_place(*planned.statement)));
  if (const std::string reason = reason_text(planned); !reason.empty()) line += "  " + reason;
  if (const std::string lock = lock_text(planned); !lock.empty()) line += "; " + lock;
  line += '\n';
  if (!planned.body_change.empty()) line += indented(printable(planned.body_change));
  return line;
}

std::string script_lines(const PlannedScript& script, bool all, const Style& style) {
  std::size_t width = 0;
  for (const PlannedStatement& planned : script.statements) {
    if (!is_shown(planned, all)) continue;
    width = std::max(width, std::min(display_width(planned_work(planned)), widest_work));
  }
  std::string lines;
  for (const PlannedStatement& planned : script.statements) {
    if (is_shown(planned, all)) lines += statement_lines(planned, width, style);
  }
  return lines.empty() ? "" : script.script->path + '\n' + lines + '\n';
}

}  // namespace

std::string plan_text(const PlanReport& report) {
  const Style style = Style::of(STDOUT_FILENO);
  std::string text;
  for (const PlannedScript& script : report.plan.scripts) {
    text += script_lines(script, report.all, style);
  }
  for (const Divergence& divergence : report.plan.divergences) {
    text += fmt::format("  {} {}  {}\n", style(Colour::error, "!"), printable(divergence.message),
                        style(Colour::faint, planned_place(*divergence.statement)));
    if (!divergence.remedy.empty()) text += indented(printable(divergence.remedy));
  }
  if (!report.plan.divergences.empty()) text += '\n';
  for (const std::string& remark : plan_remarks(report.plan)) text += "note: " + remark + '\n';
  return text + plan_sum(report.plan) + '\n';
}

}  // namespace pgsettle
