#include "command/script_session.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "apply/preflight.h"
#include "base/error.h"
#include "command/format_argument.h"
#include "command/script_arguments.h"
#include "lint/rule.h"
#include "report/excerpt.h"
#include "report/output.h"
#include "report/style.h"
#include "schema/schema_directory.h"

namespace pgsettle {
namespace {

std::vector<std::string> script_paths(const ScriptArguments& arguments,
                                      const Configuration& configuration, const Target* target) {
  std::vector<std::string> paths = arguments.paths;
  paths.insert(paths.end(), arguments.files.begin(), arguments.files.end());
  if (!paths.empty()) return paths;
  const bool own_directory = target != nullptr && !target->directory.empty();
  return {own_directory ? target->directory : configuration.directory};
}

// psql or the server would have stopped at it, too; what else lint finds is our policy.
bool is_invalid(const Diagnostic& diagnostic) {
  const Rule* rule = find_rule(diagnostic.id);
  return diagnostic.severity == Severity::error && !diagnostic.unsupported &&
         (rule == nullptr || rule->group == RuleGroup::script);
}

}  // namespace

Options script_options(ScriptArguments& arguments, std::string_view verb) {
  return joined({{{.names = "PATH",
                   .help = "Schema directories and scripts (default: migrations/)",
                   .place = &arguments.paths},
                  {.names = "-f,--file",
                   .help = fmt::format("{} this script; - is standard input (repeatable)", verb),
                   .place = &arguments.files,
                   .value = "FILE"}},
                 loading_options(arguments.variables, arguments.encoding, arguments.configuration),
                 {{.names = "--shared-session",
                   .help = "Let SET and the like of a script reach the next one",
                   .place = &arguments.shared_session}},
                 connection_options(arguments.connection)});
}

ScriptSession::ScriptSession(std::string_view command, const ScriptArguments& arguments)
    : command_(command), arguments_(arguments), format_(find_format(arguments.output)) {
  const std::string start = arguments_.paths.empty() ? "" : arguments_.paths.front();
  configuration_ = read_configuration(files_, arguments_.configuration, start);
  target_ = chosen_target(arguments_.connection, configuration_);
}

void ScriptSession::load(bool parse) {
  const std::vector<std::string> paths = script_paths(arguments_, configuration_, target_);
  SchemaFiles found = find_scripts(files_, paths, order_for(files_, configuration_, paths));
  LoadOptions loading = load_options(arguments_.variables, arguments_.encoding, configuration_);
  if (std::ranges::find(found.paths, "-") != found.paths.end()) {
    loading.standard_input = read_standard_input();
  }
  loading.check_syntax = parse;
  loading.find_effects = !parse;
  loader_.emplace(files_, sources_, std::move(loading));
  for (const std::string& path : found.paths) scripts_.push_back(loader_->load(path));
  remarks_ = std::move(found.remarks);
}

void ScriptSession::connect(std::function<void()> idle, const std::string* server) {
  ConnectOptions options = server != nullptr
                               ? own_server_options(*server)
                               : connect_options(arguments_.connection, target_, files_);
  options.idle = std::move(idle);
  connection_ = Connection::open(options);
  if (!arguments_.quiet) remark();
}

void ScriptSession::remark() const {
  const ConnectedTo& server = connection_->connected_to();
  std::string text = fmt::format("database {} on {}:{} as {}, PostgreSQL {}\n", server.database,
                                 server.host, server.port, server.user, server.server_version);
  for (const std::string& remark : remarks_) text += fmt::format("note: {}\n", remark);
  for (const Script& script : scripts_) {
    if (!script.down_line) continue;
    text += fmt::format("note: {}: its DOWN part, from line {} on, is left out\n", script.path,
                        *script.down_line);
  }
  write_text(stderr, text);
}

std::optional<int> ScriptSession::check(const ApplyOptions& options) const {
  return refuse(preflight(scripts_, options,
                          {.major_version = connection_->server_major_version(),
                           .database = connection_->connected_to().database}));
}

std::optional<int> ScriptSession::refuse(std::span<const Diagnostic> diagnostics,
                                         std::string_view advice) const {
  const Style style = Style::of(STDERR_FILENO);
  for (const Diagnostic& diagnostic : diagnostics) {
    write_text(stderr, render(diagnostic, style));
  }
  const auto errors = std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity);
  if (errors == 0) return std::nullopt;
  const bool invalid = std::ranges::any_of(diagnostics, is_invalid);
  const ErrorCode code = invalid ? ErrorCode::statement_failed : ErrorCode::findings;
  write_text(stderr, fmt::format("nothing was sent{}\n", advice));
  print_report(format_.refusal({.command = command_, .code = code, .diagnostics = diagnostics}));
  return entry(code).exit_status;
}

void print_report(const std::string& report) {
  const int problem = write_text(stdout, report);
  if (problem == 0 || problem == EPIPE) return;
  write_text(stderr, fmt::format("error: cannot write the report: {}\n", std::strerror(problem)));
}

}  // namespace pgsettle
