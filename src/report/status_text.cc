// The status for a person: a line a script, below it what is not settled.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "report/plan_report.h"
#include "report/printable.h"
#include "report/status_report.h"
#include "report/style.h"

namespace pgsettle {
namespace {

Colour colour(std::string_view state) {
  if (state == "settled") return Colour::good;
  if (state == "pending" || state == "differs") return Colour::warning;
  return Colour::faint;
}

std::string counts_text(const StatusCounts& counts) {
  std::string text;
  const auto add = [&](std::size_t number, std::string_view words) {
    if (number > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, words);
  };
  add(counts.settled, "settled");
  add(counts.pending, "pending");
  add(counts.differs, counts.differs == 1 ? "differs" : "differ");
  add(counts.opaque, counts.opaque == 1 ? "runs each time" : "run each time");
  return text.empty() ? "nothing" : text;
}

std::string statement_line(const PlannedStatement& planned, const Style& style) {
  const std::string_view word = state(planned);
  std::string line =
      fmt::format("  {}  {}  {}", style(colour(word), fmt::format("{:<7}", word)),
                  planned_work(planned), style(Colour::faint, planned_place(*planned.statement)));
  if (word != "settled" && !planned.reason.empty()) line += "  " + planned.reason;
  return line + '\n';
}

std::string script_lines(const PlannedScript& script, std::size_t width, bool all,
                         const Style& style) {
  const std::size_t own = display_width(script.script->path);
  std::string lines = fmt::format("{}{}  {}\n", script.script->path,
                                  std::string(width > own ? width - own : 0, ' '),
                                  counts_text(count_states(script)));
  for (const PlannedStatement& planned : script.statements) {
    const std::string_view word = state(planned);
    const bool shown = word == "pending" || word == "differs" || (all && !word.empty());
    if (shown) lines += statement_line(planned, style);
  }
  return lines;
}

std::string list(std::string_view title, const std::vector<std::string>& entries) {
  if (entries.empty()) return {};
  std::string lines = fmt::format("\n{}\n", title);
  for (const std::string& entry : entries) lines += "  " + printable(entry) + '\n';
  return lines;
}

}  // namespace

std::string status_text(const StatusReport& report) {
  const Style style = Style::of(STDOUT_FILENO);
  const auto& scripts = report.plan.scripts;
  std::size_t width = 0;
  for (const PlannedScript& script : scripts) {
    width = std::max(width, display_width(script.script->path));
  }
  std::string text;
  for (const PlannedScript& script : scripts) {
    text += script_lines(script, width, report.all, style);
  }
  std::vector<std::string> notes;
  for (const Divergence& divergence : report.plan.divergences) {
    notes.push_back(fmt::format("{}  {}", divergence.message,
                                style(Colour::faint, planned_place(*divergence.statement))));
  }
  std::vector<std::string> orphans;
  for (const CatalogObject* object : report.inventory.orphans) orphans.push_back(describe(*object));
  std::vector<std::string> invalid;
  for (const CatalogObject* index : report.inventory.invalid_indexes) {
    invalid.push_back(fmt::format("{} on {}", sql_name(index->name), sql_name(index->owner)));
  }
  text += list("will not converge:", notes) + list("in no script:", orphans) +
          list("invalid indexes:", invalid);
  return text + fmt::format("\nStatus: {}; {} will not converge, {} in no script, {}\n",
                            counts_text(count_states(report.plan)), notes.size(), orphans.size(),
                            invalid.size() == 1
                                ? "1 invalid index"
                                : fmt::format("{} invalid indexes", invalid.size()));
}

}  // namespace pgsettle
