#include "command/apply_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "apply/applier.h"
#include "apply/preflight.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "cluster/cluster.h"
#include "command/format_argument.h"
#include "command/lint_settings.h"
#include "command/script_arguments.h"
#include "lint/rule.h"
#include "report/excerpt.h"
#include "report/failure.h"
#include "report/output.h"
#include "report/progress.h"
#include "schema/schema_directory.h"

namespace pgsettle {
namespace {

void check_usage(const ApplyArguments& arguments) {
  const auto usage = [](std::string message, std::string hint = {}) {
    throw Error(ErrorCode::usage, std::move(message), std::move(hint));
  };
  if (arguments.keep && !arguments.throwaway) usage("--keep needs --throwaway");
  if (arguments.throwaway && arguments.connection.names_a_server()) {
    usage("--throwaway starts its own server", "Leave out -d, -h, -p, -U, --url and --target.");
  }
}

Milliseconds duration(std::string_view option, const std::string& text,
                      std::optional<Milliseconds> configured, Milliseconds standard) {
  if (text.empty()) return configured.value_or(standard);
  if (const auto parsed = parse_duration(text)) return *parsed;
  throw Error(ErrorCode::usage, fmt::format("{}: \"{}\" is not a time", option, text),
              "Write it as PostgreSQL does: 500ms, 2s, 1min, or 0 for none.");
}

ApplyOptions apply_options(const ApplyArguments& arguments, const Configuration& configuration,
                           const Format& format) {
  const ApplyOptions standard;
  return {
      .single_transaction = arguments.single_transaction,
      .shared_session = arguments.shared_session,
      .lock_timeout = duration("--lock-timeout", arguments.lock_timeout, configuration.lock_timeout,
                               standard.lock_timeout),
      .statement_timeout = duration("--statement-timeout", arguments.statement_timeout,
                                    configuration.statement_timeout, standard.statement_timeout),
      .wait_lock =
          duration("--wait-lock", arguments.wait_lock, configuration.wait_lock, standard.wait_lock),
      .watched = is_terminal(STDERR_FILENO) || format.needs_times};
}

std::vector<std::string> script_paths(const ApplyArguments& arguments,
                                      const Configuration& configuration, const Target* target) {
  std::vector<std::string> paths = arguments.paths;
  paths.insert(paths.end(), arguments.files.begin(), arguments.files.end());
  if (!paths.empty()) return paths;
  const bool own_directory = target != nullptr && !target->directory.empty();
  return {own_directory ? target->directory : configuration.directory};
}

std::size_t widest_path(const std::vector<Script>& scripts) {
  std::size_t width = 0;
  for (const Script& script : scripts) width = std::max(width, display_width(script.path));
  return width;
}

// The exit status stays what the run made it: it says what became of the database.
void print_report(const std::string& report) {
  const int problem = write_text(stdout, report);
  if (problem == 0 || problem == EPIPE) return;
  write_text(stderr, fmt::format("error: cannot write the report: {}\n", std::strerror(problem)));
}

// psql or the server would have stopped at it, too; what else lint finds is our policy.
bool is_invalid(const Diagnostic& diagnostic) {
  const Rule* rule = find_rule(diagnostic.id);
  return diagnostic.severity == Severity::error && !diagnostic.unsupported &&
         (rule == nullptr || rule->group == RuleGroup::script);
}

// The scripts cannot be sent as they are; gives the exit status.
std::optional<int> refuse(const std::vector<Diagnostic>& diagnostics, const Format& format,
                          std::string_view advice = {}) {
  const Style style = Style::of(STDERR_FILENO);
  for (const Diagnostic& diagnostic : diagnostics) {
    write_text(stderr, render(diagnostic, style));
  }
  const auto errors = std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity);
  if (errors == 0) return std::nullopt;
  const bool invalid = std::ranges::any_of(diagnostics, is_invalid);
  const ErrorCode code = invalid ? ErrorCode::statement_failed : ErrorCode::findings;
  write_text(stderr, fmt::format("nothing was sent{}\n", advice));
  print_report(format.refusal({.command = "apply", .code = code, .diagnostics = diagnostics}));
  return entry(code).exit_status;
}

void announce(const KeptServer& kept, bool on_stdout) {
  write_text(
      on_stdout ? stdout : stderr,
      fmt::format("throwaway server: {}\nstop it with: kill {}\n", kept.url, kept.process_id));
}

// One run of the command; the members are what must live until its end.
class ApplyRun {
 public:
  explicit ApplyRun(const ApplyArguments& arguments)
      : arguments_(arguments), format_(find_format(arguments.output)) {}

  int run() {
    check_usage(arguments_);
    const std::string start = arguments_.paths.empty() ? "" : arguments_.paths.front();
    configuration_ = read_configuration(files_, arguments_.configuration, start);
    options_ = apply_options(arguments_, configuration_, format_);
    const Target* target = chosen_target(arguments_.connection, configuration_);
    const std::vector<std::string> paths = script_paths(arguments_, configuration_, target);
    const SchemaFiles found = find_scripts(files_, paths, order_for(files_, configuration_, paths));
    LoadOptions loading = load_options(arguments_.variables, arguments_.encoding, configuration_);
    if (std::ranges::find(found.paths, "-") != found.paths.end()) {
      loading.standard_input = read_standard_input();
    }
    const bool lints = !arguments_.consent.no_lint || !arguments_.consent.allow_destructive;
    loading.check_syntax = !lints;  // lint parses
    loading.find_effects = lints;
    loader_.emplace(files_, sources_, std::move(loading));
    for (const std::string& path : found.paths) scripts_.push_back(loader_->load(path));
    if (lints) {
      if (const auto status = refuse_errors()) return *status;
    }
    connect(target);
    remark(found.remarks);
    const std::vector<Diagnostic> diagnostics =
        preflight(scripts_, options_,
                  {.major_version = connection_->server_major_version(),
                   .database = connection_->connected_to().database});
    if (const auto status = refuse(diagnostics, format_)) return *status;
    return apply();
  }

 private:
  // Before anybody is asked for a password or a server is started.
  std::optional<int> refuse_errors() {
    const std::vector<Diagnostic> errors =
        lint_before_apply(scripts_, lint_options({}, configuration_, files_), arguments_.consent);
    if (errors.empty()) return std::nullopt;
    return refuse(errors, format_, advice(errors));
  }

  static std::string advice(const std::vector<Diagnostic>& errors) {
    const auto loses_data = [](const Diagnostic& error) {
      return find_rule(error.id)->group == RuleGroup::data_loss;
    };
    const bool destructive = std::ranges::any_of(errors, loses_data);
    const bool other = !std::ranges::all_of(errors, loses_data);
    return fmt::format("; {}{}{} would send it all the same", other ? "--no-lint" : "",
                       other && destructive ? " with " : "",
                       destructive ? "--allow-destructive" : "");
  }

  void connect(const Target* target) {
    if (arguments_.throwaway) cluster_ = Cluster::start();
    ConnectOptions options = cluster_ ? own_server_options(cluster_->url())
                                      : connect_options(arguments_.connection, target, files_);
    options.idle = [this] {
      if (progress_) progress_->tick();
    };
    connection_ = Connection::open(options);
  }

  void remark(const std::vector<std::string>& remarks) const {
    if (arguments_.quiet) return;
    const ConnectedTo& server = connection_->connected_to();
    std::string text = fmt::format("database {} on {}:{} as {}, PostgreSQL {}\n", server.database,
                                   server.host, server.port, server.user, server.server_version);
    for (const std::string& remark : remarks) text += fmt::format("note: {}\n", remark);
    for (const Script& script : scripts_) {
      if (!script.down_line) continue;
      text += fmt::format("note: {}: its DOWN part, from line {} on, is left out\n", script.path,
                          *script.down_line);
    }
    write_text(stderr, text);
  }

  int apply() {
    interrupt::install();
    RealClock clock;
    const Style style = Style::of(STDERR_FILENO);
    progress_.emplace(ProgressOptions{.script_lines = format_.streams_scripts,
                                      .quiet = arguments_.quiet,
                                      .live = is_terminal(STDERR_FILENO) && !arguments_.quiet,
                                      .path_width = widest_path(scripts_)},
                      clock, style, stdout, stderr);
    const ApplyResult result =
        Applier(*connection_, clock, *progress_, *loader_, options_).apply(scripts_);
    progress_.reset();
    write_text(stderr, render_failure(result, style));
    const std::optional<KeptServer> kept = keep_server();
    print_report(format_.apply({.command = "apply",
                                .server = connection_->connected_to(),
                                .result = result,
                                .kept = kept}));
    if (kept) announce(*kept, format_.streams_scripts);
    return result.stop ? entry(result.stop->code).exit_status : 0;
  }

  std::optional<KeptServer> keep_server() {
    if (!cluster_ || !arguments_.keep) return std::nullopt;
    cluster_->keep();
    return KeptServer{.url = cluster_->url(), .process_id = cluster_->process_id()};
  }

  const ApplyArguments& arguments_;
  const Format& format_;
  RealFileSystem files_;
  Configuration configuration_;
  ApplyOptions options_;
  Sources sources_;
  std::optional<ScriptLoader> loader_;
  std::vector<Script> scripts_;
  std::optional<Progress> progress_;
  std::optional<Cluster> cluster_;  // outlives the connection
  std::unique_ptr<Connection> connection_;
};

}  // namespace

int run_apply(const ApplyArguments& arguments) { return ApplyRun(arguments).run(); }

}  // namespace pgsettle
