#include "command/asked_plan.h"

#include <fmt/format.h>

#include "report/output.h"
#include "settle/settler.h"

namespace pgsettle {

AskedPlan ask_plan(ScriptSession& session, const Analyses& analyses, bool shared_session) {
  const Settler settler(session.scripts(), analyses, shared_session);
  AskedPlan result = {.asked = ask_server(session.connection(), settler), .plan = {}};
  if (!result.asked.limit.empty()) {
    write_text(stderr, fmt::format("note: {}\n", result.asked.limit));
  }
  result.plan = make_plan(plan_sources(session, analyses, shared_session, result.asked));
  result.plan.divergences = result.asked.settlement.divergences;
  return result;
}

PlanSources plan_sources(ScriptSession& session, const Analyses& analyses, bool shared_session,
                         const Asked& asked) {
  return {.scripts = session.scripts(),
          .analyses = analyses,
          .facts = asked.facts,
          .settlement = asked.settlement,
          .shared_session = shared_session};
}

}  // namespace pgsettle
