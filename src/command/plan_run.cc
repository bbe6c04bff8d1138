#include "command/plan_run.h"

#include "command/asked_plan.h"

namespace pgsettle {
namespace {

// As Terraform has it; no error has this status.
constexpr int changes_present = 2;

}  // namespace

int run_plan(const PlanArguments& arguments) {
  const bool shared_session = arguments.scripts.shared_session;
  ScriptSession session("plan", arguments.scripts);
  session.load(true);
  const Analyses analyses(session.scripts());
  session.connect({});
  if (const auto status = session.check({.shared_session = shared_session})) return *status;
  const Plan plan = ask_plan(session, analyses, shared_session).plan;
  print_report(session.format().plan(
      {.server = session.connection().connected_to(), .plan = plan, .all = arguments.all}));
  const bool changes = plan.has_changes() || !plan.divergences.empty();
  return arguments.detailed_exitcode && changes ? changes_present : 0;
}

}  // namespace pgsettle
