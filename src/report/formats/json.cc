// For programs: one document, described in the README. Fields are added, never changed, within a
// schema_version.
#include "report/failure.h"
#include "report/format.h"
#include "report/json_document.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

Json server_error(const ServerMessage& error) {
  return {{"sqlstate", error.sqlstate},
          {"message", printable(error.message)},
          {"detail", json_text(error.detail)},
          {"hint", json_text(error.hint)},
          {"context", json_text(error.context)}};
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

Json statement_json(const ScriptResult& script, const StatementResult& result) {
  const Statement& statement = *result.statement;
  Json json = json_statement(statement);
  json["outcome"] = name(result.outcome);
  json["sent"] = result.sent;
  json["reason"] = json_text(reason(result));
  json["why"] = json_text(result.settled ? "" : result.reason);
  json["lock"] = nullptr;
  json["milliseconds"] = result.milliseconds;
  json["sqlstate"] = result.error ? json_text(result.error->sqlstate) : Json(nullptr);
  json_refer(json, *script.script, statement, "superseded_by", result.superseded_by);
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
    json["error"]["at"] = json_position(*statement.source, error_offset(statement, *result.error));
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
  Json document = json_head(report.command);
  document["target"] = json_target(report.server);
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
                         {"hint", json_text(report.result.stop->hint)}};
    if (report.result.commit_error) {
      document["error"]["commit"] = server_error(*report.result.commit_error);
    }
  }
  return document.text();
}

std::string error_json(std::string_view command, const Error& error) {
  Json document = json_head(command);
  document["error"] = {{"code", entry(error.code()).name},
                       {"message", printable(error.message())},
                       {"hint", json_text(error.hint())}};
  return document.text();
}

std::string refusal_json(const RefusalReport& report) {
  Json document = json_head(report.command);
  Json& diagnostics = document["diagnostics"] = Json::array();
  for (const Diagnostic& diagnostic : report.diagnostics) {
    Json json = {{"rule", diagnostic.id}, {"severity", name(diagnostic.severity)}};
    json.update(json_position(*diagnostic.source, diagnostic.range.begin));
    json["message"] = printable(diagnostic.message);
    json["hint"] = json_text(diagnostic.hint);
    diagnostics.push_back(std::move(json));
  }
  document["error"] = {{"code", entry(report.code).name}, {"message", "refused; nothing was sent"}};
  return document.text();
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
          {"hint", json_text(diagnostic.hint)},
          {"fixable", finding.fix.has_value()}};
}

std::string lint_json(const LintReport& report) {
  const LintResult& result = report.result;
  Json document = json_head("lint");
  Json& diagnostics = document["diagnostics"] = Json::array();
  for (const Finding& finding : result.findings) diagnostics.push_back(finding_json(finding));
  if (report.statistics) {
    Json& statistics = document["statistics"] = Json::object();
    for (const auto& [rule, number] : count_by_rule(result)) statistics[rule] = number;
  }
  document["summary"] = {{"files", result.files},
                         {"statements", result.statements},
                         {"not_understood", result.not_understood},
                         {"errors", count(result, Severity::error)},
                         {"warnings", count(result, Severity::warning)},
                         {"infos", count(result, Severity::info)},
                         {"fixable", count_fixable(result)}};
  return document.text();
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
    .status = status_json,
    .drift = drift_json,
    .error = error_json,
    .refusal = refusal_json,
};

}  // namespace pgsettle::formats
