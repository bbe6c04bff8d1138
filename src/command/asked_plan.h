// The plan for the scripts of a session, as its server's catalog has it.
#pragma once

#include "command/script_session.h"
#include "schema/analyses.h"
#include "settle/ask.h"
#include "settle/plan.h"

namespace pgsettle {

struct AskedPlan {
  Settler settler;
  Asked asked;
  Plan plan;  // with a note for each divergence
};

AskedPlan ask_plan(ScriptSession& session, const Analyses& analyses, const RunMode& mode);

// What ask_plan() went by; points to its arguments.
PlanSources plan_sources(ScriptSession& session, const AskedPlan& plan);

}  // namespace pgsettle
