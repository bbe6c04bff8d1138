#include "command/status_run.h"

#include "catalog/snapshot.h"
#include "command/asked_plan.h"
#include "settle/inventory.h"

namespace pgsettle {

int run_status(const StatusArguments& arguments) {
  const bool shared_session = arguments.scripts.shared_session;
  ScriptSession session("status", arguments.scripts);
  session.load(true);
  const Analyses analyses(session.scripts());
  session.connect({});
  if (const auto status = session.check({.shared_session = shared_session})) return *status;
  const AskedPlan found = ask_plan(session, analyses, {.shared_session = shared_session});
  const std::vector<CatalogObject> objects = read_catalog(session.connection());
  const Inventory inventory = take_inventory(plan_sources(session, found), objects);
  const StatusReport report = {.server = session.connection().connected_to(),
                               .plan = found.plan,
                               .inventory = inventory,
                               .all = arguments.all};
  print_report(session.format().status(report));
  return arguments.check && !is_clean(report) ? entry(ErrorCode::findings).exit_status : 0;
}

}  // namespace pgsettle
