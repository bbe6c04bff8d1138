// For programs: one document, described in the README. Fields are added, never changed, within a
// schema_version.
#include <nlohmann/json.hpp>

#include "report/failure.h"
#include "report/format.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

Json optional_text(std::string_view value) {
  return value.empty() ? Json(nullptr) : Json(printable(value));
}

Json head(std::string_view command) {
  return {{"schema_version", schema_version}, {"command", command}};
}

std::string finish(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json position(const SourceText& source, std::size_t offset) {
  const Position place = source.position(offset);
  return {{"path", source.path()}, {"line", place.line}, {"column", place.column}};
}

Json server_error(const ServerMessage& error) {
  return {{"sqlstate", error.sqlstate},
          {"message", printable(error.message)},
          {"detail", optional_text(error.detail)},
          {"hint", optional_text(error.hint)},
          {"context", optional_text(error.context)}};
}

std::string_view reason(const StatementResult& result) {
  if (result.settled) return result.reason;
  switch (result.outcome) {
    case Outcome::unchanged:
      if (result.statement->effect.nature == Nature::data) return "no_rows";
      return result.statement->effect.guard == Guard::if_not_exists ? "exists" : "skipped";
    case Outcome::applied:
      return result.replaced ? "replaced" : "";
    case Outcome::ran:
      return "opaque";
    case Outcome::failed:
    case Outcome::not_run:
      return "";
  }
  return "";
}

Json statement_head(const Statement& statement) {
  const Position place = statement.source->position(statement.range.begin);
  return {{"line", place.line},
          {"column", place.column},
          {"kind", statement.effect.kind},
          {"object", optional_text(statement.effect.object)}};
}

// Where it stands when an included file has it, and which other statement it has to do with.
void refer(Json& json, const Script& script, const Statement& statement, const char* field,
           const Statement* other) {
  if (statement.source->path() != script.path) json["path"] = statement.source->path();
  if (other != nullptr) json[field] = position(*other->source, other->range.begin);
}

Json statement_json(const ScriptResult& script, const StatementResult& result) {
  const Statement& statement = *result.statement;
  Json json = statement_head(statement);
  json["outcome"] = name(result.outcome);
  json["sent"] = result.sent;
  json["reason"] = optional_text(reason(result));
  json["why"] = optional_text(result.settled ? "" : result.reason);
  json["lock"] = nullptr;
  json["milliseconds"] = result.milliseconds;
  json["sqlstate"] = result.error ? optional_text(result.error->sqlstate) : Json(nullptr);
  refer(json, *script.script, statement, "superseded_by", result.superseded_by);
  if (result.rows) json["rows"] = *result.rows;
  if (!result.notices.empty()) {
    Json& notices = json["notices"] = Json::array();
    for (const ServerMessage& notice : result.notices) {
      notices.push_back({{"severity", notice.severity},
                         {"sqlstate", notice.sqlstate},
                         {"message", printable(notice.message)}});
    }
  }
  if (result.error) {
    json["error"] = server_error(*result.error);
    json["error"]["at"] = position(*statement.source, error_offset(statement, *result.error));
  }
  return json;
}

Json script_json(const ScriptResult& script) {
  Json statements = Json::array();
  for (const StatementResult& result : script.statements) {
    statements.push_back(statement_json(script, result));
  }
  return {{"path", script.script->path},
          {"state", name(script.state)},
          {"milliseconds", script.milliseconds},
          {"retries", script.retries},
          {"statements", std::move(statements)}};
}

Json target_json(const ConnectedTo& server) {
  int port = 0;
  try {
    port = std::stoi(server.port);
  } catch (const std::exception&) {  // libpq leaves it out for some ways to connect
  }
  return {{"host", server.host},
          {"port", port},
          {"database", server.database},
          {"user", server.user},
          {"server_version", server.server_version}};
}

Json summary_json(const ApplyResult& result) {
  std::size_t statements = 0;
  for (const ScriptResult& script : result.scripts) statements += script.statements.size();
  return {{"statements", statements},
          {"applied", result.count(Outcome::applied)},
          {"unchanged", result.count(Outcome::unchanged)},
          {"settled", result.count_settled()},
          {"ran", result.count(Outcome::ran)},
          {"failed", result.count(Outcome::failed)},
          {"not_run", result.count(Outcome::not_run)},
          {"will_not_converge", result.divergences.size()},
          {"failed_commits", result.failed_commits()}};
}

std::string apply_json(const ApplyReport& report) {
  Json document = head(report.command);
  document["target"] = target_json(report.server);
  if (report.kept) {
    document["throwaway"] = {{"url", report.kept->url}, {"process_id", report.kept->process_id}};
  }
  Json& files = document["files"] = Json::array();
  for (const ScriptResult& script : report.result.scripts) files.push_back(script_json(script));
  document["milliseconds"] = report.result.milliseconds;
  document["summary"] = summary_json(report.result);
  if (report.result.stop) {
    document["error"] = {{"code", entry(report.result.stop->code).name},
                         {"message", printable(report.result.stop->message)},
                         {"hint", optional_text(report.result.stop->hint)}};
    if (report.result.commit_error) {
      document["error"]["commit"] = server_error(*report.result.commit_error);
    }
  }
  return finish(document);
}

Json lock_json(const PlannedStatement& planned) {
  const PlannedLock& lock = planned.lock;
  if (lock.mode == LockMode::none) return nullptr;
  return {{"mode", name(lock.mode)},
          {"relations", lock.relations},
          {"bytes", lock.bytes > 0 ? Json(lock.bytes) : Json(nullptr)},
          {"rows", name(planned.work)}};
}

Json planned_json(const Script& script, const PlannedStatement& planned) {
  const Statement& statement = *planned.statement;
  Json json = statement_head(statement);
  json["outcome"] = planned_outcome(planned);
  json["action"] = name(planned.mark);
  json["sent"] = planned.sent;
  json["reason"] = optional_text(reason_text(planned));
  json["lock"] = lock_json(planned);
  json["milliseconds"] = 0.0;
  json["sqlstate"] = nullptr;
  refer(json, script, statement, "superseded_by", planned.superseded_by);
  refer(json, script, statement, "replaced_by", planned.replaced_by);
  if (!planned.body_change.empty()) json["body_change"] = printable(planned.body_change);
  return json;
}

Json plan_summary_json(const Plan& plan) {
  std::size_t applied = 0;
  std::size_t ran = 0;
  std::size_t unchanged = 0;
  std::size_t settled = 0;
  for (const PlannedScript& script : plan.scripts) {
    for (const PlannedStatement& planned : script.statements) {
      if (planned_outcome(planned) == name(Outcome::applied)) ++applied;
      if (planned_outcome(planned) == name(Outcome::ran)) ++ran;
      if (planned_outcome(planned) == name(Outcome::unchanged)) ++unchanged;
      if (!planned.sent) ++settled;
    }
  }
  return {{"statements", plan.count_statements()},
          {"applied", applied},
          {"unchanged", unchanged},
          {"settled", settled},
          {"ran", ran},
          {"failed", 0},
          {"not_run", 0},
          {"will_not_converge", plan.notes.size()},
          {"to_add", plan.count(PlanMark::create)},
          {"to_change", plan.count(PlanMark::change)},
          {"to_drop", plan.count(PlanMark::drop)}};
}

std::string plan_json(const PlanReport& report) {
  Json document = head("plan");
  document["target"] = target_json(report.server);
  Json& files = document["files"] = Json::array();
  for (const PlannedScript& script : report.plan.scripts) {
    Json statements = Json::array();
    for (const PlannedStatement& planned : script.statements) {
      statements.push_back(planned_json(*script.script, planned));
    }
    files.push_back({{"path", script.script->path}, {"statements", std::move(statements)}});
  }
  Json& notes = document["will_not_converge"] = Json::array();
  for (const PlanNote& note : report.plan.notes) {
    Json json = position(*note.statement->source, note.statement->range.begin);
    json["message"] = printable(note.message);
    json["remedy"] = optional_text(note.remedy);
    notes.push_back(std::move(json));
  }
  document["summary"] = plan_summary_json(report.plan);
  return finish(document);
}

std::string error_json(std::string_view command, const Error& error) {
  Json document = head(command);
  document["error"] = {{"code", entry(error.code()).name},
                       {"message", printable(error.message())},
                       {"hint", optional_text(error.hint())}};
  return finish(document);
}

std::string refusal_json(const RefusalReport& report) {
  Json document = head(report.command);
  Json& diagnostics = document["diagnostics"] = Json::array();
  for (const Diagnostic& diagnostic : report.diagnostics) {
    Json json = {{"rule", diagnostic.id}, {"severity", name(diagnostic.severity)}};
    json.update(position(*diagnostic.source, diagnostic.range.begin));
    json["message"] = printable(diagnostic.message);
    json["hint"] = optional_text(diagnostic.hint);
    diagnostics.push_back(std::move(json));
  }
  document["error"] = {{"code", entry(report.code).name}, {"message", "refused; nothing was sent"}};
  return finish(document);
}

Json finding_json(const Finding& finding) {
  const Diagnostic& diagnostic = finding.diagnostic;
  const FindingPlace at = place_of(diagnostic);
  return {{"rule", diagnostic.id},
          {"group", name(finding.rule->group)},
          {"severity", name(diagnostic.severity)},
          {"path", diagnostic.source->path()},
          {"line", at.begin.line},
          {"column", at.begin.column},
          {"end_line", at.end.line},
          {"end_column", at.end.column},
          {"message", printable(diagnostic.message)},
          {"hint", optional_text(diagnostic.hint)},
          {"fixable", finding.fix.has_value()}};
}

std::string lint_json(const LintReport& report) {
  const LintResult& result = report.result;
  Json document = head("lint");
  Json& diagnostics = document["diagnostics"] = Json::array();
  for (const Finding& finding : result.findings) diagnostics.push_back(finding_json(finding));
  if (report.statistics) document["statistics"] = count_by_rule(result);
  document["summary"] = {{"files", result.files},
                         {"statements", result.statements},
                         {"not_understood", result.not_understood},
                         {"errors", count(result, Severity::error)},
                         {"warnings", count(result, Severity::warning)},
                         {"infos", count(result, Severity::info)},
                         {"fixable", count_fixable(result)}};
  return finish(document);
}

}  // namespace

extern const Format json{
    .id = "json",
    .summary = "one JSON document",
    .streams_scripts = false,
    .needs_times = true,
    .apply = apply_json,
    .lint = lint_json,
    .plan = plan_json,
    .error = error_json,
    .refusal = refusal_json,
};

}  // namespace pgsettle::formats
