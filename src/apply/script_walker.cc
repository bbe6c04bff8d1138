#include "apply/script_walker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/interrupt.h"
#include "sql/parse/parser.h"

namespace pgsettle {
namespace {

// What a new session starts with, for what scripts can change in one. Not DISCARD ALL: that cannot
// be part of a transaction and would give up the advisory lock.
constexpr std::array<std::string_view, 9> session_reset = {"SET SESSION AUTHORIZATION DEFAULT",
                                                           "RESET ROLE",
                                                           "RESET ALL",
                                                           "DEALLOCATE ALL",
                                                           "CLOSE ALL",
                                                           "UNLISTEN *",
                                                           "DISCARD PLANS",
                                                           "DISCARD SEQUENCES",
                                                           "DISCARD TEMP"};

TransactionMode mode_of(const Script& script, const ApplyOptions& options) {
  if (options.single_transaction) return TransactionMode::shared;
  const bool own = script.directives.no_transaction || script.manages_transactions;
  return own ? TransactionMode::psql : TransactionMode::ours;
}

}  // namespace

void renew_session(RunState& run, const ScriptResult& sent) {
  const auto sends = [&](bool (*matters)(const Statement&)) {
    return std::ranges::any_of(sent.statements, [&](const StatementResult& each) {
      return each.sent && matters(*each.statement);
    });
  };
  if (run.renewal == nullptr || !sends(SessionRenewal::may_be_due_after)) return;
  run.pending.settle();
  if (run.pending.failure() || interrupt::requested()) return;
  const bool renewed = run.renewal->renew_if_due();
  if (renewed) run.session_begun = run.session_touched = false;
  if (run.settled == nullptr) return;
  if (renewed) run.settled->begin_anew();
  // What stands behind such a statement could not be told before it was sent.
  if (sends(SessionRenewal::is_due_after)) run.settled->forget();
}

ScriptWalker::ScriptWalker(RunState& run, std::size_t script_index)
    : run_(run),
      index_(script_index),
      script_(*run.result.scripts[script_index].script),
      mode_(mode_of(script_, run.options)) {}

bool ScriptWalker::stopped() const { return run_.pending.failure() || interrupt::requested(); }

void ScriptWalker::walk(std::size_t first_item) {
  run_.pending.start_script(result());
  if (!run_.options.shared_session || index_ == 0) run_.variables = run_.loader.variables();
  if (mode_ != TransactionMode::shared) run_.transaction = {.script = index_};
  // Tried again from its midst: what it has set before is part of it.
  session_anew_ = run_.session_touched && !run_.options.shared_session;
  session_due_ = !run_.session_begun || (first_item == 0 && session_anew_);
  if (script_.results_matter) {
    live_ = run_.loader.read_again(script_, run_.variables, late_diagnostics_);
    for (item_ = 0; !stopped(); ++item_) {
      const auto item = next_live();
      if (!item) break;
      take(*item);
    }
  } else {
    for (item_ = first_item; item_ < script_.items.size() && !stopped(); ++item_) {
      take(script_.items[item_]);
    }
  }
  // What is left of them is for nothing, unless the next script is to see it.
  if (!stopped() && (block_.open() != nullptr || run_.options.shared_session ||
                     mode_ == TransactionMode::shared)) {
    send_held_back();
  }
  for (const HeldBack& held : held_back_) run_.pending.skip(*held.statement);
  held_back_.clear();
  if (!stopped()) check_block_closed();
  if (stopped()) return;
  if (mode_ == TransactionMode::ours) close_transaction();
  run_.pending.end_script(result());
}

// A transaction of its own, so that a later ROLLBACK does not undo the settings.
void ScriptWalker::begin_session(bool anew) {
  const bool own_transaction = mode_ != TransactionMode::shared;
  const TransactionStart start = {.script = index_};
  const auto send = [&](std::string_view sql) {
    run_.pending.send_own(sql, Durability::open, start);  // nothing of the script's
  };
  if (own_transaction) send("BEGIN");
  if (!own_transaction) open_transaction();
  if (anew) {
    for (const std::string_view sql : session_reset) send(sql);
  }
  send(fmt::format("SET lock_timeout = {}", run_.options.lock_timeout.count()));
  send(fmt::format("SET statement_timeout = {}", run_.options.statement_timeout.count()));
  if (own_transaction) send("COMMIT");
  run_.session_touched = false;
}

// What the script says now may differ from what could be told before there were results.
std::optional<ScriptItem> ScriptWalker::next_live() {
  auto item = live_->next();
  fail_late();
  return stopped() ? std::nullopt : std::move(item);
}

void ScriptWalker::take(const ScriptItem& item) {
  if (const auto* echo = std::get_if<Echo>(&item)) {
    run_.pending.echo(echo->text);
  } else if (const auto* statement = std::get_if<Statement>(&item)) {
    send(live_ ? run_.result.made.emplace_back(*statement) : *statement);
  } else {
    reconnect();
  }
}

// \connect: what psql has sent before it is committed, and the session is a new one.
void ScriptWalker::reconnect() {
  if (block_.open() != nullptr) send_held_back();  // its COMMIT
  if (!stopped()) check_block_closed();            // psql would lose the transaction without a word
  if (stopped()) return;
  if (mode_ == TransactionMode::ours) close_transaction();
  for (const HeldBack& held : held_back_) run_.pending.skip(*held.statement);
  held_back_.clear();
  session_due_ = session_anew_ = true;
  renew_session(run_, result());
}

void ScriptWalker::send(const Statement& statement) {
  StatementResult& sent =
      result().statements.emplace_back(StatementResult{.statement = &statement});
  check_transaction_is_ours(statement);
  if (stopped() || is_settled(sent)) return;
  send_held_back();
  if (stopped()) return;
  begin_session_if_due();
  if (stopped()) return;
  run_.session_touched = run_.session_touched || statement.effect.touches_session;
  send_in_mode(sent);
  if (statement.result_use != ResultUse::none) {
    run_.pending.settle();
    if (!stopped()) use_result(statement);
  }
}

// Books it when it need not be sent, or not yet.
bool ScriptWalker::is_settled(StatementResult& sent) {
  if (run_.settled == nullptr || live_) return false;
  const Statement& statement = *sent.statement;
  const bool unsure = run_.settled->of(statement).verdict == Verdict::ask_again;
  if (run_.settled->is_stale() || (unsure && run_.settled->is_worth_asking())) {
    ask_again(statement);
    if (stopped()) return false;
  }
  const Decision& decision = run_.settled->of(statement);
  sent.reason = decision.reason;
  sent.must_send_before = decision.must_send_before;
  if (decision.verdict != Verdict::settled) return false;
  if (decision.only_session) {
    held_back_.push_back(
        {.statement = &sent, .item = item_, .results = result().statements.size() - 1});
    return true;
  }
  sent.superseded_by = decision.superseded_by;
  run_.pending.skip(sent);
  return true;
}

void ScriptWalker::ask_again(const Statement& statement) {
  // Who asks must be who the script begins as.
  if (session_anew_) begin_session_if_due();
  const auto inside = [this] { return run_.transaction_open || block_.open() != nullptr; };
  if (inside()) send_held_back();  // a COMMIT may be among it
  run_.pending.settle();
  if (!stopped()) run_.settled->ask(inside(), &statement);
}

void ScriptWalker::send_held_back() {
  while (!held_back_.empty() && !stopped()) {
    begin_session_if_due();
    StatementResult& sent = *held_back_.front().statement;
    run_.session_touched = true;
    send_in_mode(sent);
    held_back_.erase(held_back_.begin());
  }
}

void ScriptWalker::begin_session_if_due() {
  if (!session_due_) return;
  session_due_ = false;
  run_.session_begun = true;
  begin_session(session_anew_);
}

void ScriptWalker::send_in_mode(StatementResult& sent) {
  const Statement& statement = *sent.statement;
  const Effect& effect = statement.effect;
  if (mode_ != TransactionMode::psql) {
    if (!effect.transactional && mode_ == TransactionMode::ours) return send_alone(sent);
    open_transaction();
    return transmit(sent, Durability::open);
  }
  const bool inside = block_.open() != nullptr;
  block_.see(statement);
  switch (effect.control) {
    case TransactionControl::begin:
      return transmit(sent, Durability::open);
    case TransactionControl::end:
    case TransactionControl::chain: {
      const bool rolls_back = effect.kind == "rollback";
      return transmit(sent, rolls_back ? Durability::aborts : Durability::commits);
    }
    case TransactionControl::none:
    case TransactionControl::savepoint:
      break;
  }
  if (inside) return transmit(sent, Durability::open);
  if (effect.needs_autocommit) return send_alone(sent);
  // A transaction of one statement is what psql's autocommit is, but needs no waiting.
  open_transaction();
  transmit(sent, Durability::open);
  close_transaction();
}

void ScriptWalker::send_alone(StatementResult& sent) {
  close_transaction();
  run_.pending.settle();
  if (stopped()) return;
  if (mode_ == TransactionMode::ours) ++result().splits;
  run_.transaction = {.script = index_};
  for (const std::string& sql : sent.must_send_before) {
    if (!stopped()) run_.pending.send_own_alone(sql, run_.transaction);
  }
  if (!stopped()) run_.pending.send_alone(sent, run_.transaction);
}

void ScriptWalker::transmit(StatementResult& sent, Durability durability) {
  for (const std::string& sql : sent.must_send_before) {
    run_.pending.send_own(sql, Durability::open, run_.transaction);
  }
  if (sent.statement->effect.copy != CopyData::none) {
    run_.pending.copy(sent, durability, run_.transaction);
  } else {
    run_.pending.send(sent, durability, run_.transaction);
  }
}

void ScriptWalker::open_transaction() {
  if (run_.transaction_open) return;
  run_.transaction_open = true;
  // The statement about to be sent is already among the results.
  const std::size_t statements =
      held_back_.empty() ? result().statements.size() : held_back_.front().results + 1;
  // What is read while it runs cannot be entered in its midst.
  const bool repeatable = mode_ != TransactionMode::psql && (!live_ || statements <= 1);
  run_.transaction = {.script = index_,
                      .item = live_ ? 0 : (held_back_.empty() ? item_ : held_back_.front().item),
                      .statements = statements == 0 ? 0 : statements - 1,
                      .repeatable = repeatable};
  run_.pending.send_own("BEGIN", Durability::open, run_.transaction);
}

void ScriptWalker::close_transaction() {
  if (!run_.transaction_open) return;
  run_.transaction_open = false;
  run_.pending.send_own("COMMIT", Durability::commits, run_.transaction);
}

void ScriptWalker::use_result(const Statement& statement) {
  if (statement.result_use == ResultUse::set_variables) {
    set_variables(statement);
  } else {
    execute_cells(statement);
  }
}

void ScriptWalker::set_variables(const Statement& statement) {
  const Answer& answer = run_.pending.last_result();
  if (answer.column_names.empty()) return;  // not a query; psql stores nothing then
  if (answer.result.empty()) return fail(statement, "02000", "no rows returned for \\gset");
  if (answer.result.size() > 1) {
    return fail(statement, "21000", "more than one row returned for \\gset");
  }
  for (std::size_t column = 0; column < answer.column_names.size(); ++column) {
    const std::string name = statement.variable_prefix + answer.column_names[column];
    const auto& value = answer.result[0][column];
    if (!Variables::is_valid_name(name)) {
      return fail(statement, "42602", fmt::format(R"(invalid variable name "{}" in \gset)", name));
    }
    if (value) {
      run_.variables.set(name, *value);
    } else {
      run_.variables.unset(name);
    }
  }
}

void ScriptWalker::execute_cells(const Statement& statement) {
  const std::vector<ResultRow> rows = run_.pending.last_result().result;
  const std::string path = fmt::format("{}:{} \\gexec", statement.source->path(),
                                       statement.source->position(statement.range.begin).line);
  for (const ResultRow& row : rows) {
    for (const auto& cell : row) {
      if (!cell) continue;
      SourceText& text = run_.loader.add_text(path, *cell);
      execute_text(text);
      if (stopped()) return;
    }
  }
}

// SQL only: psql gives it to the server as it is, without variables and meta-commands.
void ScriptWalker::execute_text(SourceText& text) {
  Variables none;
  ReaderContext context{.variables = none,
                        .diagnostics = late_diagnostics_,
                        .include = [](const std::string& path, const SourceText*) -> SourceText& {
                          throw Error(ErrorCode::usage,
                                      fmt::format(R"(\gexec cannot read "{}")", path));
                        }};
  ScriptReader reader(text, context);
  std::vector<Statement> statements;
  while (auto item = reader.next()) {
    if (auto* statement = std::get_if<Statement>(&*item))
      statements.push_back(std::move(*statement));
  }
  fail_late();
  if (stopped()) return;
  const auto command = std::ranges::find(reader.pieces(), PieceKind::meta_command, &Piece::kind);
  if (command != reader.pieces().end()) {
    return fail(run_.result.made.emplace_back(Statement{.source = &text, .range = command->range}),
                "42601", "there is a meta-command in what \\gexec is to run");
  }
  for (Statement& statement : statements) {
    understand(statement);
    send(run_.result.made.emplace_back(std::move(statement)));
    if (stopped()) return;
  }
}

// What could only be read now is wrong.
void ScriptWalker::fail_late() {
  const auto found = std::ranges::find(late_diagnostics_, Severity::error, &Diagnostic::severity);
  if (found == late_diagnostics_.end()) return;
  Statement& place =
      run_.result.made.emplace_back(Statement{.source = found->source, .range = found->range});
  fail(place, found->id, found->message);
}

// A failure that the server knows nothing of, unless there was one before.
void ScriptWalker::fail(const Statement& statement, std::string_view sqlstate,
                        std::string message) {
  run_.pending.settle();
  if (stopped()) return;
  run_.pending.fail_here(statement, std::string(sqlstate), std::move(message), run_.transaction);
}

void ScriptWalker::check_block_closed() {
  if (block_.open() == nullptr) return;
  const Diagnostic diagnostic = left_open(*block_.open());
  fail(*block_.open(), "25001", diagnostic.message);
}

// A COMMIT that only \gexec or a variable brought to light.
void ScriptWalker::check_transaction_is_ours(const Statement& statement) {
  const TransactionControl control = statement.effect.control;
  if (mode_ == TransactionMode::psql || control == TransactionControl::none ||
      control == TransactionControl::savepoint) {
    return;
  }
  fail(statement, "2D000",
       "this would end the transaction that pgsettle runs the script in; write \"-- pgsettle: "
       "no-transaction\" into it");
}

}  // namespace pgsettle
