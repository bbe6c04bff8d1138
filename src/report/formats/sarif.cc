// SARIF 2.1.0, for GitHub's code scanning, Azure DevOps and editors.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/
#include <fmt/format.h>

#include <algorithm>

#include "report/fingerprint.h"
#include "report/format.h"
#include "report/json.h"
#include "report/printable.h"
#include "report/rule_page.h"

namespace pgsettle::formats {
namespace {

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "note";
  }
  return "note";
}

Json message(std::string_view text) { return {{"text", printable(text)}}; }

bool is_plain_in_uri(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~' || c == '/';
}

// A relative URI, or one of an absolute path.
Json artifact(const Diagnostic& diagnostic) {
  const std::string path = repository_path(diagnostic);
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (is_plain_in_uri(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return {{"uri", uri}};
}

Json region(const FindingPlace& at) {
  return {{"startLine", at.begin.line},
          {"startColumn", at.begin.column},
          {"endLine", at.end.line},
          {"endColumn", at.end.column}};
}

Json rule_json(const Rule& rule) {
  return {{"id", rule.id},
          {"shortDescription", message(rule.summary)},
          {"fullDescription", message(rule.why)},
          {"help", message(rule_page(rule))},
          {"defaultConfiguration", {{"level", level(rule.severity)}}},
          {"properties", {{"tags", Json::array({name(rule.group)})}}}};
}

Json tool() {
  Json rules = Json::array();
  for (const Rule* rule : rules::all()) rules.push_back(rule_json(*rule));
  return {{"driver",
           {{"name", "pgsettle"}, {"version", PGSETTLE_VERSION}, {"rules", std::move(rules)}}}};
}

// Behind `place`, the place of the finding, which is at or before most edits.
FindingPlace place_of_edit(const Finding& finding, const FindingPlace& place, Range range) {
  const SourceText& source = *finding.diagnostic.source;
  const std::size_t from = finding.diagnostic.range.begin;
  const Position begin = range.begin >= from
                             ? end_of(source, {.begin = from, .end = range.begin}, place.begin)
                             : source.position(range.begin);
  return {.begin = begin, .end = end_of(source, range, begin)};
}

// Nothing when a password would have to be in it.
Json fix_json(const Finding& finding, const FindingPlace& place) {
  Json replacements = Json::array();
  for (const Edit& edit : finding.fix->edits) {
    if (printable(edit.text) != edit.text) return nullptr;
    replacements.push_back({{"deletedRegion", region(place_of_edit(finding, place, edit.range))},
                            {"insertedContent", {{"text", edit.text}}}});
  }
  Json change = {{"artifactLocation", artifact(finding.diagnostic)},
                 {"replacements", std::move(replacements)}};
  return {{"description", message(finding.fix->safe ? "means the same on the first run"
                                                    : "changes what the statement does")},
          {"artifactChanges", Json::array({std::move(change)})}};
}

Json result_json(const Finding& finding, Fingerprints& fingerprints) {
  const Diagnostic& diagnostic = finding.diagnostic;
  const FindingPlace place = place_of(diagnostic);
  Json json = {{"ruleId", diagnostic.id}};
  const auto all = rules::all();
  if (const auto found = std::ranges::find(all, finding.rule); found != all.end()) {
    json["ruleIndex"] = found - all.begin();
  }
  json["level"] = level(diagnostic.severity);
  json["message"] = message(message_and_hint(diagnostic));
  Json location;
  location["physicalLocation"] = {{"artifactLocation", artifact(diagnostic)},
                                  {"region", region(place)}};
  json["locations"] = Json::array({std::move(location)});
  json["partialFingerprints"] = {{"pgsettle/v1", fingerprints.next(finding)}};
  if (finding.fix && !finding.fix->edits.empty()) {
    if (Json fix = fix_json(finding, place); !fix.is_null())
      json["fixes"] = Json::array({std::move(fix)});
  }
  return json;
}

std::string document(Json invocation, Json results) {
  Json run = {{"tool", tool()}};
  run["invocations"] = Json::array({std::move(invocation)});
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = std::move(results);
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(run)})}};
  return log.text();
}

std::string lint_sarif(const LintReport& report) {
  Json results = Json::array();
  Fingerprints fingerprints;
  for (const Finding& finding : report.result.findings) {
    results.push_back(result_json(finding, fingerprints));
  }
  return document({{"executionSuccessful", true}}, std::move(results));
}

std::string error_sarif(std::string_view, const Error& error) {
  std::string text = error.message();
  if (!error.hint().empty()) text += '\n' + error.hint();
  Json notifications = Json::array();
  notifications.push_back({{"level", "error"},
                           {"descriptor", {{"id", entry(error.code()).name}}},
                           {"message", message(text)}});
  return document({{"executionSuccessful", false},
                   {"exitCode", entry(error.code()).exit_status},
                   {"toolExecutionNotifications", std::move(notifications)}},
                  Json::array());
}

}  // namespace

extern const Format sarif{
    .id = "sarif",
    .summary = "SARIF 2.1.0",
    .lint = lint_sarif,
    .error = error_sarif,
};

}  // namespace pgsettle::formats
