#include "command/apply_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "apply/applier.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "cluster/cluster.h"
#include "command/asked_plan.h"
#include "command/confirmation.h"
#include "command/lint_settings.h"
#include "lint/rule.h"
#include "report/divergence.h"
#include "report/failure.h"
#include "report/output.h"
#include "report/progress.h"

namespace pgsettle {
namespace {

void check_usage(const ApplyArguments& arguments) {
  const auto usage = [](std::string message, std::string hint = {}) {
    throw Error(ErrorCode::usage, std::move(message), std::move(hint));
  };
  if (arguments.strict && arguments.every) usage("--strict compares, which --every leaves out");
  if (arguments.plan && arguments.every) usage("--plan compares, which --every leaves out");
  if (arguments.yes && !arguments.plan) usage("--yes answers the question of --plan");
  if (arguments.keep && !arguments.throwaway) usage("--keep needs --throwaway");
  if (arguments.throwaway && arguments.scripts.connection.names_a_server()) {
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
      .shared_session = arguments.scripts.shared_session,
      .lock_timeout = duration("--lock-timeout", arguments.lock_timeout, configuration.lock_timeout,
                               standard.lock_timeout),
      .statement_timeout = duration("--statement-timeout", arguments.statement_timeout,
                                    configuration.statement_timeout, standard.statement_timeout),
      .wait_lock =
          duration("--wait-lock", arguments.wait_lock, configuration.wait_lock, standard.wait_lock),
      .strict = arguments.strict,
      .watched = is_terminal(STDERR_FILENO) || format.needs_times};
}

std::size_t widest_path(const std::vector<Script>& scripts) {
  std::size_t width = 0;
  for (const Script& script : scripts) width = std::max(width, display_width(script.path));
  return width;
}

void announce(const KeptServer& kept, bool on_stdout) {
  write_text(
      on_stdout ? stdout : stderr,
      fmt::format("throwaway server: {}\nstop it with: kill {}\n", kept.url, kept.process_id));
}

// One run of the command; the members are what must live until its end.
class ApplyRun {
 public:
  explicit ApplyRun(const ApplyArguments& arguments) : arguments_(arguments) {}

  int run() {
    check_usage(arguments_);
    session_.emplace("apply", arguments_.scripts);
    options_ = apply_options(arguments_, session_->configuration(), session_->format());
    const bool lints = !arguments_.consent.no_lint || !arguments_.consent.allow_destructive;
    session_->load(!lints);  // lint parses
    if (lints || !arguments_.every) analyses_ = std::make_shared<Analyses>(session_->scripts());
    if (lints) {
      if (const auto status = refuse_errors()) return *status;
    }
    if (arguments_.throwaway) cluster_ = Cluster::start();
    const std::string url = cluster_ ? cluster_->url() : "";
    session_->connect(
        [this] {
          if (progress_) progress_->tick();
        },
        cluster_ ? &url : nullptr);
    if (const auto status = session_->check(options_)) return *status;
    if (arguments_.plan) show_plan();
    return apply();
  }

 private:
  // Before anybody is asked for a password or a server is started.
  std::optional<int> refuse_errors() {
    const std::vector<Diagnostic> errors = lint_before_apply(
        session_->scripts(), lint_options({}, session_->configuration(), session_->files()),
        arguments_.consent, analyses_);
    if (errors.empty()) return std::nullopt;
    return session_->refuse(errors, advice(errors));
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

  // Beside the report, which goes to stdout.
  void show_plan() {
    const Plan plan = ask_plan(*session_, *analyses_, run_mode()).plan;
    const PlanReport report = {.server = session_->connection().connected_to(), .plan = plan};
    write_text(stderr, plan_text(report));
    if (sends_nothing(plan) || arguments_.yes) return;
    confirm(fmt::format("Apply this to database {}?", report.server.database));
  }

  int apply() {
    interrupt::install();
    const Format& format = session_->format();
    std::vector<Script>& scripts = session_->scripts();
    RealClock clock;
    const Style style = Style::of(STDERR_FILENO);
    progress_.emplace(
        ProgressOptions{.script_lines = format.streams_scripts,
                        .quiet = arguments_.scripts.quiet,
                        .live = is_terminal(STDERR_FILENO) && !arguments_.scripts.quiet,
                        .path_width = widest_path(scripts)},
        clock, style, stdout, stderr);
    std::optional<Settler> settler;
    if (!arguments_.every) settler.emplace(scripts, *analyses_, run_mode());
    const ApplyResult result = Applier(session_->connection(), clock, *progress_,
                                       session_->loader(), options_, settler ? &*settler : nullptr)
                                   .apply(scripts);
    progress_.reset();
    write_text(stderr, render_divergences(result, style));
    write_text(stderr, render_failure(result, style));
    const std::optional<KeptServer> kept = keep_server();
    print_report(format.apply({.command = "apply",
                               .server = session_->connection().connected_to(),
                               .result = result,
                               .kept = kept}));
    if (kept) announce(*kept, format.streams_scripts);
    return result.stop ? entry(result.stop->code).exit_status : 0;
  }

  RunMode run_mode() const {
    return {.shared_session = options_.shared_session,
            .single_transaction = options_.single_transaction};
  }

  std::optional<KeptServer> keep_server() {
    if (!cluster_ || !arguments_.keep) return std::nullopt;
    cluster_->keep();
    return KeptServer{.url = cluster_->url(), .process_id = cluster_->process_id()};
  }

  const ApplyArguments& arguments_;
  ApplyOptions options_;
  std::optional<Cluster> cluster_;  // outlives the connection
  std::optional<ScriptSession> session_;
  std::shared_ptr<const Analyses> analyses_;
  std::optional<Progress> progress_;
};

}  // namespace

int run_apply(const ApplyArguments& arguments) { return ApplyRun(arguments).run(); }

}  // namespace pgsettle
