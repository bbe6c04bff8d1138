#include "apply/applier.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <unordered_set>
#include <variant>

#include "apply/outcome.h"
#include "apply/pending_answers.h"
#include "apply/script_walker.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "db/advisory_lock.h"

namespace pgsettle {
namespace {

// Chance keeps two runs that met each other from meeting again.
Milliseconds back_off(int attempt, std::minstd_rand& random) {
  const int base = 100 << std::min(attempt, 5);
  return Milliseconds(base + std::uniform_int_distribution<int>(0, base)(random));
}

// One run over all scripts, with the repetitions that locks ask for.
class Run {
 public:
  Run(ApplyResult& result, ScriptLoader& loader, Session& session, Clock& clock, Observer& observer,
      const ApplyOptions& options, SettledStatements* settled, SessionRenewal* renewal)
      : session_(session),
        clock_(clock),
        observer_(observer),
        options_(options),
        random_(options.seed),
        pending_(session, clock, observer, options.watched),
        state_{.result = result,
               .loader = loader,
               .pending = pending_,
               .observer = observer,
               .options = options,
               .settled = settled,
               .renewal = renewal,
               .variables = loader.variables()} {}

  void run() {
    TransactionStart from = {.script = 0, .item = 0, .statements = 0, .repeatable = true};
    for (int attempt = 0;; ++attempt) {
      const bool complete = send_from(from);
      pending_.settle();
      if (complete && !pending_.failure()) return;
      roll_back();
      if (interrupt::requested()) break;
      const TransactionStart failed = pending_.failure()->transaction;
      if (failed != from) attempt = 0;  // what is before it is committed
      if (!may_repeat(attempt)) break;
      from = failed;
      prepare_repetition(from, attempt);
    }
    explain();
  }

  void lost(const Error& error) {
    pending_.abandon();
    state_.result.stop = Stop{
        .code = error.code(), .message = error.message(), .hint = "Run it again; nothing is lost."};
  }

 private:
  // Tells whether everything was sent.
  bool send_from(const TransactionStart& from) {
    const auto stopped = [&] { return pending_.failure() || interrupt::requested(); };
    auto& scripts = state_.result.scripts;
    for (std::size_t i = from.script; i < scripts.size() && !stopped(); ++i) {
      ScriptWalker(state_, i).walk(i == from.script ? from.item : 0);
      if (i + 1 < scripts.size() && !stopped()) renew_session(state_, scripts[i]);
    }
    if (stopped()) return false;
    if (state_.transaction_open) {
      pending_.send_own("COMMIT", Durability::commits, state_.transaction);
      state_.transaction_open = false;
    }
    return true;
  }

  void roll_back() {
    state_.transaction_open = false;
    session_.send("ROLLBACK");
    session_.sync();
    while (session_.pending() > 0) session_.wait();
    pending_.rolled_back();
  }

  bool may_repeat(int attempt) const {
    const Failure& failure = *pending_.failure();
    return failure.error.is_retryable() && failure.transaction.repeatable &&
           attempt < options_.retries;
  }

  void prepare_repetition(const TransactionStart& from, int attempt) {
    const Failure& failure = *pending_.failure();
    const Milliseconds pause = back_off(attempt, random_);
    observer_.remark(fmt::format("{}: {} ({}); trying again in {} ms", failure.script->script->path,
                                 failure.error.message, failure.error.sqlstate, pause.count()));
    auto& scripts = state_.result.scripts;
    ++failure.script->retries;
    scripts[from.script].statements.resize(from.statements, StatementResult{.statement = nullptr});
    for (std::size_t i = from.script + 1; i < scripts.size(); ++i) scripts[i].statements.clear();
    state_.session_touched = true;
    clock_.sleep(pause);
    pending_.forget_failure();
    if (state_.settled != nullptr) state_.settled->forget();
  }

  void explain() {
    if (const auto code = interrupt::requested()) {
      const bool interrupted = *code == ErrorCode::interrupted;
      state_.result.stop =
          Stop{.code = *code, .message = interrupted ? "interrupted" : "terminated", .hint = {}};
      return;
    }
    const Failure& failure = *pending_.failure();
    const bool lock = failure.error.is_retryable() && failure.transaction.repeatable;
    state_.result.stop =
        Stop{.code = lock ? ErrorCode::lock_not_obtained : ErrorCode::statement_failed,
             .message = failure.error.message,
             .hint = lock ? "Another session holds the lock; it is safe to run this again." : ""};
    if (failure.commit) {
      state_.result.commit_error = failure.error;
      state_.result.commit_script = options_.single_transaction ? nullptr : failure.script;
    }
  }

  Session& session_;
  Clock& clock_;
  Observer& observer_;
  const ApplyOptions& options_;
  std::minstd_rand random_;
  PendingAnswers pending_;
  RunState state_;
};

void add_unreached(ScriptResult& script) {
  std::unordered_set<const Statement*> reached;
  for (const StatementResult& result : script.statements) reached.insert(result.statement);
  for (const ScriptItem& item : script.script->items) {
    const auto* statement = std::get_if<Statement>(&item);
    if (statement != nullptr && !reached.contains(statement)) {
      script.statements.push_back(StatementResult{.statement = statement});
    }
  }
}

// Scripts whose reports are still open: the statements that were never reached, the state.
void complete(ApplyResult& result) {
  for (ScriptResult& script : result.scripts) {
    const bool began = std::ranges::any_of(script.statements, &StatementResult::sent);
    if (script.state == ScriptState::not_run && !result.stop) script.state = ScriptState::committed;
    if (script.state == ScriptState::not_run && script.committed_part) {
      script.state = ScriptState::partly_committed;
    } else if (script.state == ScriptState::not_run && began) {
      script.state = ScriptState::rolled_back;
    }
    if (!script.script->results_matter) add_unreached(script);
  }
}

}  // namespace

Applier::Applier(Session& session, Clock& clock, Observer& observer, ScriptLoader& loader,
                 ApplyOptions options, const Settler* settler)
    : session_(session),
      clock_(clock),
      observer_(observer),
      loader_(loader),
      options_(options),
      renewal_(session, clock) {
  if (settler != nullptr) settled_.emplace(session, clock, *settler);
}

// -1 is one session for psql, too, and a pooler gives no new one. Where nothing that can change the
// defaults stands before another script or a \connect, nobody asks for them.
bool Applier::may_need_new_sessions(std::span<const Script> scripts) const {
  if (options_.single_transaction || options_.shared_session) return false;
  bool may_change = false;
  for (const Script& script : scripts) {
    if (may_change) return true;
    may_change = script.results_matter;
    for (const ScriptItem& item : script.items) {
      if (may_change && std::holds_alternative<Reconnect>(item)) return true;
      const auto* statement = std::get_if<Statement>(&item);
      if (statement != nullptr && SessionRenewal::may_be_due_after(*statement)) may_change = true;
    }
  }
  return false;
}

ApplyResult Applier::apply(std::span<const Script> scripts) {
  const auto start = clock_.now();
  renews_ = may_need_new_sessions(scripts);
  ApplyResult result;
  for (const Script& script : scripts) result.scripts.push_back(ScriptResult{.script = &script});
  // Nobody is kept waiting, and nobody waited for, when there is nothing to do.
  const bool asked = !settled_ || ask(result);
  const bool idle = settled_ && asked && settled_->everything_is_settled();
  if (asked && (idle || (take_lock(result) && (!settled_ || ask(result))))) run(result);
  complete(result);
  result.milliseconds = std::chrono::duration<double, std::milli>(clock_.now() - start).count();
  return result;
}

bool Applier::take_lock(ApplyResult& result) {
  try {
    if (renews_) renewal_.remember();
    bool waited = false;
    const LockTaken taken = take_advisory_lock(session_, clock_, options_.wait_lock, [&] {
      waited = true;
      observer_.remark("another pgsettle is at work on this database; waiting for it");
    });
    pooled_ = taken == LockTaken::through_pooler;
    renews_ = renews_ && !pooled_;
    // The other one may have stored settings after this session began.
    const bool is_ours = taken == LockTaken::yes;
    if (is_ours && waited && renews_ && renewal_.renew_if_due() && settled_) settled_->begin_anew();
    if (pooled_) {
      observer_.remark(
          "a connection pooler stands between: where it pools transactions, locks and settings of "
          "a "
          "session do not hold, nor do SET and temporary tables of scripts; connect to the server "
          "itself to be safe");
    }
    if (taken == LockTaken::no) {
      result.stop =
          Stop{.code = ErrorCode::lock_not_obtained,
               .message = "another pgsettle is still at work on this database",
               .hint = "It is safe to run this again; --wait-lock sets how long to wait."};
    }
    return taken != LockTaken::no;
  } catch (const Error& error) {  // lost or interrupted before anything was sent
    result.stop = Stop{.code = error.code(), .message = error.message(), .hint = error.hint()};
    return false;
  }
}

bool Applier::ask(ApplyResult& result) {
  try {
    settled_->ask(false);
    if (!settled_->problem().empty()) {
      observer_.remark(settled_->problem() + "; everything is sent");
    }
    if (!settled_->limit().empty() && !limit_said_) observer_.remark(settled_->limit());
    limit_said_ = true;
    result.divergences = settled_->divergences();
    if (!options_.strict || result.divergences.empty()) return true;
    result.stop = Stop{.code = ErrorCode::findings,
                       .message = "the database differs from what the scripts create",
                       .hint = "Nothing was sent. Add the statements above to the scripts."};
    return false;
  } catch (const Error& error) {
    result.stop = Stop{.code = error.code(), .message = error.message(), .hint = error.hint()};
    return false;
  }
}

void Applier::run(ApplyResult& result) {
  Run run(result, loader_, session_, clock_, observer_, options_, settled_ ? &*settled_ : nullptr,
          renews_ ? &renewal_ : nullptr);
  try {
    run.run();
    if (pooled_) release_advisory_lock(session_);
  } catch (const Error& error) {  // the connection is gone; what was booked stands
    if (error.code() != ErrorCode::connection && !interrupt::requested()) throw;
    run.lost(error);
  }
}

}  // namespace pgsettle
