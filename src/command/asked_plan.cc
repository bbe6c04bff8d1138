#include "command/asked_plan.h"

#include <fmt/format.h>

#include <utility>

#include "report/output.h"

namespace pgsettle {

AskedPlan ask_plan(ScriptSession& session, const Analyses& analyses, const RunMode& mode) {
  Settler settler(session.scripts(), analyses, mode);
  Asked asked = ask_server(session.connection(), settler);
  AskedPlan result = {.settler = std::move(settler), .asked = std::move(asked), .plan = {}};
  if (!result.asked.limit.empty()) {
    write_text(stderr, fmt::format("note: {}\n", result.asked.limit));
  }
  result.plan = make_plan(plan_sources(session, result));
  result.plan.divergences = result.asked.settlement.divergences;
  return result;
}

PlanSources plan_sources(ScriptSession& session, const AskedPlan& plan) {
  return {.scripts = session.scripts(),
          .statements = plan.settler.statements(),
          .facts = plan.asked.facts,
          .settlement = plan.asked.settlement};
}

}  // namespace pgsettle
