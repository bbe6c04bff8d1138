#include "report/status_report.h"

namespace pgsettle {

std::string_view state(const PlannedStatement& planned) {
  if (planned.replaced_by != nullptr) return {};  // the CREATE behind it counts
  switch (planned.mark) {
    case PlanMark::settled:
      return "settled";
    case PlanMark::create:
    case PlanMark::drop:
      return "pending";
    case PlanMark::change:
      return "differs";
    case PlanMark::opaque:
    case PlanMark::skipped:
      return "opaque";
    case PlanMark::session:
      break;
  }
  return {};
}

StatusCounts count_states(const PlannedScript& script) {
  StatusCounts counts;
  for (const PlannedStatement& planned : script.statements) {
    const std::string_view word = state(planned);
    if (word == "settled") ++counts.settled;
    if (word == "pending") ++counts.pending;
    if (word == "differs") ++counts.differs;
    if (word == "opaque") ++counts.opaque;
  }
  return counts;
}

StatusCounts count_states(const Plan& plan) {
  StatusCounts sum;
  for (const PlannedScript& script : plan.scripts) {
    const StatusCounts counts = count_states(script);
    sum.settled += counts.settled;
    sum.pending += counts.pending;
    sum.differs += counts.differs;
    sum.opaque += counts.opaque;
  }
  return sum;
}

bool is_clean(const StatusReport& report) {
  const StatusCounts counts = count_states(report.plan);
  return counts.pending + counts.differs == 0 && report.plan.divergences.empty() &&
         report.inventory.orphans.empty() && report.inventory.invalid_indexes.empty();
}

}  // namespace pgsettle
