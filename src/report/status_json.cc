// The status for programs.
#include "report/json_document.h"
#include "report/plan_report.h"
#include "report/printable.h"
#include "report/status_report.h"

namespace pgsettle {
namespace {

Json counts_json(const StatusCounts& counts) {
  return {{"settled", counts.settled},
          {"pending", counts.pending},
          {"differs", counts.differs},
          {"opaque", counts.opaque}};
}

Json script_json(const PlannedScript& script) {
  Json statements = Json::array();
  for (const PlannedStatement& planned : script.statements) {
    if (state(planned).empty()) continue;
    Json json = json_statement(*planned.statement);
    json["state"] = state(planned);
    json["reason"] = json_text(planned.reason);
    json_refer(json, *script.script, *planned.statement, "superseded_by", planned.superseded_by);
    statements.push_back(std::move(json));
  }
  Json json = {{"path", script.script->path}};
  json.update(counts_json(count_states(script)));
  json["statements"] = std::move(statements);
  return json;
}

Json objects_json(const std::vector<const CatalogObject*>& objects) {
  Json list = Json::array();
  for (const CatalogObject* object : objects) list.push_back(json_object(*object));
  return list;
}

}  // namespace

std::string status_json(const StatusReport& report) {
  Json document = json_head("status");
  document["target"] = json_target(report.server);
  Json& files = document["files"] = Json::array();
  for (const PlannedScript& script : report.plan.scripts) files.push_back(script_json(script));
  document["will_not_converge"] = json_notes(report.plan);
  document["orphans"] = objects_json(report.inventory.orphans);
  document["invalid_indexes"] = objects_json(report.inventory.invalid_indexes);
  document["summary"] = counts_json(count_states(report.plan));
  document["summary"]["will_not_converge"] = report.plan.divergences.size();
  document["summary"]["orphans"] = report.inventory.orphans.size();
  document["summary"]["invalid_indexes"] = report.inventory.invalid_indexes.size();
  return document.text();
}

}  // namespace pgsettle
