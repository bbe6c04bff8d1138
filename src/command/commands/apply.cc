// pgsettle apply: everything in order, every time.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>

#include "apply/applier.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "cluster/cluster.h"
#include "command/apply_lint.h"
#include "command/asked_plan.h"
#include "command/command.h"
#include "command/confirmation.h"
#include "command/format_argument.h"
#include "command/lint_settings.h"
#include "command/script_session.h"
#include "lint/rule.h"
#include "report/divergence.h"
#include "report/failure.h"
#include "report/output.h"
#include "report/progress.h"

namespace pgsettle::commands {
namespace {

// The command line, as typed.
struct Arguments {
  ScriptArguments scripts;
  std::string lock_timeout;
  std::string statement_timeout;
  std::string wait_lock;
  bool single_transaction = false;
  bool throwaway = false;
  bool keep = false;
  bool every = false;
  bool strict = false;
  bool plan = false;
  bool yes = false;
  ApplyConsent consent;
};

Options run_options(Arguments& arguments) {
  return {{.names = "-1,--single-transaction",
           .help = "One transaction for everything, instead of one a script",
           .place = &arguments.single_transaction},
          {.names = "--every",
           .help = "Send also what would change nothing, as psql does",
           .place = &arguments.every},
          {.names = "--strict",
           .help = "Send nothing when an object is not as its IF NOT EXISTS has it",
           .place = &arguments.strict},
          {.names = "--plan",
           .help = "Show what would be done, and ask before it is done",
           .place = &arguments.plan},
          {.names = "-y,--yes", .help = "With --plan: do not ask", .place = &arguments.yes},
          {.names = "--lock-timeout",
           .help = "Wait so long for a lock (default: 2s)",
           .place = &arguments.lock_timeout,
           .value = "TIME"},
          {.names = "--statement-timeout",
           .help = "Longest time of a statement (default: none)",
           .place = &arguments.statement_timeout,
           .value = "TIME"},
          {.names = "--wait-lock",
           .help = "Wait so long for another pgsettle (default: 60s)",
           .place = &arguments.wait_lock,
           .value = "TIME"},
          {.names = "--throwaway",
           .help = "Start a PostgreSQL for it, remove it after",
           .place = &arguments.throwaway},
          {.names = "--keep",
           .help = "With --throwaway: leave it running, print its URL",
           .place = &arguments.keep},
          {.names = "--no-lint",
           .help = "Send also what lint calls an error (but lost data)",
           .place = &arguments.consent.no_lint},
          {.names = "--allow-destructive",
           .help = "Send also what loses data",
           .place = &arguments.consent.allow_destructive},
          {.names = "-q,--quiet",
           .help = "Print only errors and the sum",
           .place = &arguments.scripts.quiet}};
}

void check_usage(const Arguments& arguments) {
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

ApplyOptions apply_options(const Arguments& arguments, const Configuration& configuration,
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
      .seed = std::random_device{}(),
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
  explicit ApplyRun(const Arguments& arguments) : arguments_(arguments) {}

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

  const Arguments& arguments_;
  ApplyOptions options_;
  std::optional<Cluster> cluster_;  // outlives the connection
  std::optional<ScriptSession> session_;
  std::shared_ptr<const Analyses> analyses_;
  std::optional<Progress> progress_;
};

Invocation prepare() {
  const auto arguments = std::make_shared<Arguments>();
  const auto is_meant = [](const Format& format) { return format.apply != nullptr; };
  return {
      .options = joined({script_options(arguments->scripts, "Apply"),
                         run_options(*arguments),
                         {output_option(arguments->scripts.output, is_meant)}}),
      .run = [arguments] { return ApplyRun(*arguments).run(); },
      .format = [arguments]() -> const Format& { return find_format(arguments->scripts.output); }};
}

}  // namespace

extern const Subcommand apply{
    .id = "apply",
    .summary = "Apply all scripts, in order",
    .footer =
        "TIME is 500ms, 2s, 1min or 0 for none. Exit status: 0 done, 1 refused, 3 a statement "
        "failed\nor cannot be read, 4 no connection, 5 lock not obtained, 6 declined,\n"
        "64/78 wrong usage/configuration.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
