#include "property/trial_run.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace pgsettle {
namespace {

using Json = nlohmann::json;

std::string script_name(const GeneratedCase& one, std::size_t script, ScriptVersion version) {
  return fmt::format("{}{:03}_case_{}.sql", version == ScriptVersion::before ? "before/" : "",
                     one.number, script + 1);
}

int case_of(const Json& file) {
  const auto path = file["path"].get<std::string>();
  const std::size_t slash = path.rfind('/');
  return std::stoi(path.substr(slash == std::string::npos ? 0 : slash + 1));
}

std::string text_of(const Json& object, const char* field) {
  return object.contains(field) && object[field].is_string() ? object[field].get<std::string>()
                                                             : "";
}

StatementRecord record_of(const Json& file, const Json& statement) {
  return {.place = fmt::format("{}:{}:{}", file["path"].get<std::string>(),
                               statement["line"].get<int>(), statement["column"].get<int>()),
          .kind = text_of(statement, "kind"),
          .outcome = text_of(statement, "outcome"),
          .sqlstate = text_of(statement, "sqlstate"),
          .why = text_of(statement, "why") + text_of(statement, "reason"),
          .action = text_of(statement, "action"),
          .sent = statement["sent"].get<bool>(),
          .asked_again = statement.contains("asked_again")};
}

// Adds what the document has of each case; the number of the case that ended the run, or 0.
int add_records(const Json& document, RunRecord& record) {
  int failed = 0;
  for (const Json& file : document["files"]) {
    const int number = case_of(file);
    if (failed == 0 && file.contains("state") && file["state"] != "committed") failed = number;
    CaseRecord& one = record[number];
    for (const Json& statement : file["statements"]) {
      one.statements.push_back(record_of(file, statement));
      if (one.statements.back().outcome != "failed") continue;
      one.failed_at = one.statements.back().place + ' ' + one.statements.back().sqlstate;
      failed = number;
    }
  }
  return failed;
}

std::vector<std::string> arguments_of(const TrialCall& call, const Cases& cases,
                                      const TrialOptions& options) {
  std::vector<std::string> arguments = call.command;
  arguments.insert(arguments.end(), {"-d", call.url, "--output", "json"});
  if (call.command.front() == "apply") {
    arguments.insert(arguments.end(), {"--no-lint", "--allow-destructive"});
    if (options.single_transaction) arguments.emplace_back("-1");
  }
  if (options.shared_session) arguments.emplace_back("--shared-session");
  for (const GeneratedCase* one : cases) {
    for (std::size_t i = 0; i < one->scripts.size(); ++i) {
      arguments.push_back(script_name(*one, i, call.version));
    }
  }
  return arguments;
}

// The number of the case that ended the run, 0 for none. Nothing was started, as for a syntax error
// or after a crash: the first case is blamed.
int run_together(const Workplace& place, const TrialCall& call, const Cases& cases,
                 const TrialOptions& options, RunRecord& record) {
  Command command = place.command(arguments_of(call, cases, options));
  if (const char* program = std::getenv("PGSETTLE_PROPERTY_PROGRAM")) {
    std::ranges::replace(command.arguments, std::string(PGSETTLE_PROGRAM), std::string(program));
  }
  const CompletedProcess result = run(command);
  const Json document = Json::parse(result.output, nullptr, false);
  RunRecord records;
  int failed = 0;
  if (document.is_object() && document.contains("files")) failed = add_records(document, records);
  if (result.exit_status != 0 && failed == 0) {
    failed = cases.front()->number;
    // A refusal before anything is sent is an answer; a crash is not.
    if (!document.is_object()) {
      ADD_FAILURE() << "exit status " << result.exit_status << '\n' << result.errors;
    }
    records[failed].failed_at = "refused";
  }
  if (failed != 0) records[failed].error = result.errors + "\n";
  for (auto& [number, one] : records) {
    const bool is_undone = options.single_transaction && failed != 0 && number != failed;
    const bool is_not_run = failed != 0 && number > failed;
    if (!is_undone && !is_not_run) record[number] = std::move(one);
  }
  return failed;
}

}  // namespace

std::string StatementRecord::text() const {
  return fmt::format("{} {} {}{} ({}{})", place, kind, outcome, sent ? ", sent" : "", why, action);
}

std::string script_text(const std::vector<GeneratedStatement>& statements, ScriptVersion version) {
  std::string text;
  for (const GeneratedStatement& statement : statements) {
    const std::string& sql = version == ScriptVersion::before ? statement.before : statement.text;
    if (sql.empty()) continue;
    text += sql;
    // The newline ends a meta-command.
    text += sql.find('\\') != std::string::npos && (sql.front() == '\\' || sql.ends_with("\\gexec"))
                ? "\n"
                : ";\n";
  }
  return text;
}

void write_scripts(const Workplace& place, const Cases& cases) {
  for (const GeneratedCase* one : cases) {
    for (std::size_t i = 0; i < one->scripts.size(); ++i) {
      for (const ScriptVersion version : {ScriptVersion::before, ScriptVersion::now}) {
        place.write(script_name(*one, i, version), script_text(one->scripts[i], version));
      }
    }
  }
}

RunRecord run_cases(const Workplace& place, const TrialCall& call, const Cases& cases,
                    const TrialOptions& options) {
  RunRecord record;
  std::size_t next = 0;
  while (next < cases.size()) {
    const auto first = cases.begin() + static_cast<std::ptrdiff_t>(next);
    const std::size_t count = std::min(options.group, cases.size() - next);
    Cases together(first, first + static_cast<std::ptrdiff_t>(count));
    next += count;
    while (!together.empty()) {
      const int failed = run_together(place, call, together, options, record);
      if (failed == 0) break;
      // In one transaction the cases in front of the failed one are undone, too.
      const auto bad = std::ranges::find(together, failed, &GeneratedCase::number);
      if (bad == together.end()) break;
      together.erase(options.single_transaction ? bad : together.begin(), bad + 1);
    }
  }
  return record;
}

}  // namespace pgsettle
