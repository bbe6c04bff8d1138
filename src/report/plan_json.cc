// The plan for programs.
#include "apply/result.h"
#include "report/json_document.h"
#include "report/plan_report.h"
#include "report/printable.h"

namespace pgsettle {
namespace {

Json lock_json(const PlannedStatement& planned) {
  const PlannedLock& lock = planned.lock;
  if (lock.mode == LockMode::none) return nullptr;
  Json relations = Json::array();
  for (const std::string& relation : lock.relations) relations.push_back(relation);
  return {{"mode", name(lock.mode)},
          {"relations", std::move(relations)},
          {"bytes", lock.bytes > 0 ? Json(lock.bytes) : Json(nullptr)},
          {"rows", name(planned.work)}};
}

Json planned_json(const Script& script, const PlannedStatement& planned) {
  const Statement& statement = *planned.statement;
  Json json = json_statement(statement);
  json["outcome"] = planned_outcome(planned);
  json["action"] = name(planned.mark);
  json["sent"] = planned.sent;
  if (planned.asked_again) json["asked_again"] = true;
  json["reason"] = json_text(reason_text(planned));
  json["lock"] = lock_json(planned);
  json["milliseconds"] = 0.0;
  json["sqlstate"] = nullptr;
  json_refer(json, script, statement, "superseded_by", planned.superseded_by);
  json_refer(json, script, statement, "replaced_by", planned.replaced_by);
  if (!planned.body_change.empty()) json["body_change"] = printable(planned.body_change);
  return json;
}

Json plan_summary_json(const Plan& plan) {
  std::size_t applied = 0;
  std::size_t ran = 0;
  std::size_t unchanged = 0;
  for (const PlannedScript& script : plan.scripts) {
    for (const PlannedStatement& planned : script.statements) {
      if (planned_outcome(planned) == name(Outcome::applied)) ++applied;
      if (planned_outcome(planned) == name(Outcome::ran)) ++ran;
      if (planned_outcome(planned) == name(Outcome::unchanged)) ++unchanged;
    }
  }
  return {{"statements", plan.count_statements()},
          {"applied", applied},
          {"unchanged", unchanged},
          {"settled", plan.count(PlanMark::settled)},
          {"ran", ran},
          {"failed", 0},
          {"not_run", 0},
          {"will_not_converge", plan.divergences.size()},
          {"to_add", plan.count(PlanMark::create)},
          {"to_change", plan.count(PlanMark::change)},
          {"to_drop", plan.count(PlanMark::drop)}};
}

}  // namespace

std::string plan_json(const PlanReport& report) {
  Json document = json_head("plan");
  document["target"] = json_target(report.server);
  Json& files = document["files"] = Json::array();
  for (const PlannedScript& script : report.plan.scripts) {
    Json statements = Json::array();
    for (const PlannedStatement& planned : script.statements) {
      statements.push_back(planned_json(*script.script, planned));
    }
    files.push_back({{"path", script.script->path}, {"statements", std::move(statements)}});
  }
  document["will_not_converge"] = json_notes(report.plan);
  document["summary"] = plan_summary_json(report.plan);
  return document.text();
}

}  // namespace pgsettle
