#include "report/plan_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "apply/result.h"
#include "base/text.h"
#include "report/printable.h"

namespace pgsettle {
namespace {

std::string_view work_text(TableWork work) {
  switch (work) {
    case TableWork::none:
      return "";
    case TableWork::scan:
      return ", reads all rows";
    case TableWork::may_rewrite:
      return ", may write all rows anew";
    case TableWork::rewrite:
      return ", writes all rows anew";
  }
  return "";
}

std::size_t count_asked_again(const Plan& plan) {
  std::size_t number = 0;
  for (const PlannedScript& script : plan.scripts) {
    number += static_cast<std::size_t>(
        std::ranges::count(script.statements, true, &PlannedStatement::asked_again));
  }
  return number;
}

}  // namespace

char sign(PlanMark mark) {
  switch (mark) {
    case PlanMark::settled:
      return '=';
    case PlanMark::session:
      return ' ';
    case PlanMark::skipped:
      return '=';
    case PlanMark::opaque:
      return '?';
    case PlanMark::create:
      return '+';
    case PlanMark::change:
      return '~';
    case PlanMark::drop:
      return '-';
  }
  return ' ';
}

std::string_view planned_outcome(const PlannedStatement& planned) {
  if (!planned.sent) return name(Outcome::unchanged);
  // Of a DO block nobody says what it did, although its statements are known; see outcome_of().
  const bool opaque = planned.mark == PlanMark::opaque || planned.mark == PlanMark::session ||
                      planned.statement->effect.nature == Nature::opaque;
  if (opaque) return name(Outcome::ran);
  return name(planned.mark == PlanMark::skipped ? Outcome::unchanged : Outcome::applied);
}

std::string planned_work(const PlannedStatement& planned) {
  const Effect& effect = planned.statement->effect;
  std::string text = effect.kind;
  std::ranges::replace(text, '_', ' ');
  if (!effect.object.empty()) text += ' ' + effect.object;
  if (!planned.members.empty()) text += ": " + planned.members;
  return printable(text);
}

std::string planned_place(const Statement& statement) {
  return fmt::format("{}:{}", statement.source->path(),
                     statement.source->position(statement.range.begin).line);
}

std::string size_text(std::int64_t bytes) {
  constexpr auto units = std::to_array<std::string_view>({"kB", "MB", "GB", "TB"});
  double size = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; size >= 1024 && unit + 1 < units.size(); ++unit) size /= 1024;
  return fmt::format("{:.{}f} {}", size, unit == 0 || size >= 100 ? 0 : 1, units[unit]);
}

std::string lock_text(const PlannedStatement& planned) {
  const PlannedLock& lock = planned.lock;
  if (lock.mode == LockMode::none) return {};
  std::string text = fmt::format("{} on {}", name(lock.mode), fmt::join(lock.relations, " and "));
  if (lock.bytes > 0) text += fmt::format(" ({})", size_text(lock.bytes));
  text += work_text(planned.work);
  return text;
}

std::string reason_text(const PlannedStatement& planned) {
  if (planned.mark == PlanMark::opaque) return "runs each time";
  if (planned.mark == PlanMark::skipped) return "the server will skip it";
  return planned.reason;
}

bool is_shown(const PlannedStatement& planned, bool all) {
  if (all) return true;
  const bool acts = planned.sent && planned.mark != PlanMark::session;
  return acts && planned.mark != PlanMark::skipped && planned.replaced_by == nullptr;
}

std::vector<std::string> plan_remarks(const Plan& plan) {
  std::vector<std::string> remarks;
  for (const PlannedScript& script : plan.scripts) {
    for (const PlannedStatement& planned : script.statements) {
      if (planned.superseded_by == nullptr) continue;
      remarks.push_back(fmt::format("{} is superseded by {}", planned_place(*planned.statement),
                                    planned_place(*planned.superseded_by)));
    }
    if (!script.script->results_matter) continue;
    remarks.push_back(fmt::format("{}: what \\gset or \\gexec gives is known only when it runs",
                                  script.script->path));
  }
  if (const std::size_t again = count_asked_again(plan)) {
    remarks.push_back(
        fmt::format("{} settled unless what is sent before changes that; apply looks again",
                    again == 1 ? "1 statement is" : fmt::format("{} statements are", again)));
  }
  return remarks;
}

std::string plan_sum(const Plan& plan) {
  const std::size_t opaque = plan.count(PlanMark::opaque);
  std::string runs = opaque > 0 ? fmt::format(", {} run each time", opaque) : "";
  if (const std::size_t skipped = plan.count(PlanMark::skipped)) {
    runs += fmt::format(", {} skipped by the server", skipped);
  }
  if (!plan.has_changes() && plan.divergences.empty()) {
    const std::size_t settled = plan.count(PlanMark::settled);
    return fmt::format("Plan: nothing to do; {} {} settled{}", counted(settled, "statement"),
                       settled == 1 ? "is" : "are", runs);
  }
  return fmt::format("Plan: {} to add, {} to change, {} to drop; {} will not converge{}",
                     plan.count(PlanMark::create), plan.count(PlanMark::change),
                     plan.count(PlanMark::drop), plan.divergences.size(), runs);
}

}  // namespace pgsettle
