#include "apply/ledger.h"

#include <algorithm>
#include <utility>

#include "apply/outcome.h"

namespace pgsettle {
namespace {

double milliseconds_between(Clock::TimePoint from, Clock::TimePoint to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

bool uses_result(const StatementResult& result) {
  return result.statement->result_use != ResultUse::none;
}

// The server's lexer, which runs before a statement's own messages begin, says that it cuts names
// of more than 63 bytes (name_too_long).
bool comes_from_lexer(const ServerMessage& notice) { return notice.sqlstate == "42622"; }

bool has_long_name(std::string_view sql) {
  constexpr std::size_t longest = 63;
  std::size_t length = 0;
  for (const char c : sql) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || static_cast<unsigned char>(c) >= 0x80;
    length = part ? length + 1 : 0;
    if (length > longest) return true;
  }
  return false;
}

}  // namespace

Ledger::Ledger(Session& session, Clock& clock, Observer& observer, bool watched)
    : session_(session),
      clock_(clock),
      observer_(observer),
      watched_(watched),
      last_answer_(clock.now()),
      script_start_(clock.now()) {}

void Ledger::start_script(ScriptResult& script) {
  script_ = &script;
  entries_.push_back({.kind = Kind::script_start, .script = &script});
  book_markers();
}

void Ledger::end_script(ScriptResult& script) {
  entries_.push_back({.kind = Kind::script_end, .script = &script});
  if (session_.pending() > 0) session_.request_flush();
  take_ready();
}

void Ledger::send_own(std::string_view sql, Durability durability,
                      const TransactionStart& transaction) {
  session_.send(sql);
  entries_.push_back({.kind = Kind::own,
                      .script = script_,
                      .statement = nullptr,
                      .durability = durability,
                      .transaction = transaction});
  take_ready();
}

void Ledger::send(StatementResult& result, Durability durability,
                  const TransactionStart& transaction) {
  result.sent = true;
  session_.send(result.statement->sql(), uses_result(result) ? Results::keep : Results::discard);
  entries_.push_back({.kind = Kind::statement,
                      .script = script_,
                      .statement = &result,
                      .durability = durability,
                      .transaction = transaction});
  if (entries_.size() == 1) observer_.statement_started(*result.statement);
  if (watched_) session_.request_flush();
  take_ready();
}

void Ledger::copy(StatementResult& result, Durability durability,
                  const TransactionStart& transaction) {
  settle();
  if (failure_) return;
  const Statement& statement = *result.statement;
  result.sent = true;
  entries_.push_back({.kind = Kind::statement,
                      .script = script_,
                      .statement = &result,
                      .durability = durability,
                      .transaction = transaction});
  observer_.statement_started(statement);
  book(statement.copy_rows
           ? session_.copy_in(statement.sql(), statement.copy_source->slice(*statement.copy_rows))
           : session_.copy_out(statement.sql()));
}

void Ledger::take_ready() {
  book_markers();
  while (auto answer = session_.poll()) book(*std::move(answer));
}

void Ledger::settle() {
  if (session_.pending() > 0) session_.sync();
  while (session_.pending() > 0) book(session_.wait());
  book_markers();
}

void Ledger::abandon() {
  // A server that says itself that it ends the session has finished nothing after its last answer.
  // One that falls silent may have worked on.
  const bool in_doubt = !session_.ended_by_server();
  for (const Entry& entry : entries_) {
    if (entry.durability != Durability::commits || !in_doubt) continue;
    for (ScriptResult* script : uncommitted_) script->state = ScriptState::in_doubt;
    if (entry.script != nullptr) entry.script->state = ScriptState::in_doubt;
  }
  entries_.clear();
}

void Ledger::fail_here(const Statement& statement, std::string sqlstate, std::string message,
                       const TransactionStart& transaction) {
  auto& results = script_->statements;
  const auto found = std::ranges::find(results, &statement, &StatementResult::statement);
  StatementResult& result = found != results.end()
                                ? *found
                                : results.emplace_back(StatementResult{.statement = &statement});
  result.outcome = Outcome::failed;
  result.error = ServerMessage{};
  result.error->severity = "ERROR";
  result.error->sqlstate = std::move(sqlstate);
  result.error->message = std::move(message);
  failure_ = Failure{.error = *result.error,
                     .script = script_,
                     .statement = &result,
                     .commit = false,
                     .transaction = transaction};
}

void Ledger::book_markers() {
  while (!entries_.empty()) {
    const Entry entry = entries_.front();
    if (entry.kind == Kind::script_start) {
      script_start_ = clock_.now();
      observer_.script_started(*entry.script);
    } else if (entry.kind == Kind::script_end) {
      ScriptResult& script = *entry.script;
      script.milliseconds = milliseconds_between(script_start_, clock_.now());
      if (!failure_) {
        find_replacements(script);
        // With -1 its transaction goes on; the end of that will say more.
        const bool open = std::ranges::find(uncommitted_, &script) != uncommitted_.end();
        if (!open) script.state = ScriptState::committed;
        observer_.script_finished(script);
      }
    } else {
      if (entry.statement != nullptr) observer_.statement_started(*entry.statement->statement);
      return;
    }
    entries_.pop_front();
  }
}

void Ledger::book(Answer answer) {
  const Entry entry = entries_.front();
  entries_.pop_front();
  if (entry.kind == Kind::statement) book_statement(entry, answer);
  if (answer.status == AnswerStatus::done) book_durability(entry);
  if (answer.status == AnswerStatus::failed && !failure_) {
    failure_ = Failure{.error = *answer.error,
                       .script = entry.script,
                       .statement = entry.statement,
                       .commit = entry.kind == Kind::own && entry.durability == Durability::commits,
                       .transaction = entry.transaction};
  }
  last_answer_ = clock_.now();
  book_markers();
}

void Ledger::book_statement(const Entry& entry, Answer& answer) {
  StatementResult& result = *entry.statement;
  return_misplaced_notices(result, answer);
  result.outcome = outcome_of(result.statement->effect, answer);
  result.sent = answer.status != AnswerStatus::skipped;
  result.milliseconds = milliseconds_between(last_answer_, clock_.now());
  if (result.statement->effect.nature == Nature::data) result.rows = answer.rows;
  result.notices = answer.notices;
  result.error = answer.error;
  if (answer.status != AnswerStatus::skipped) observer_.statement_finished(result);
  if (uses_result(result)) last_result_ = std::move(answer);
}

void Ledger::book_durability(const Entry& entry) {
  switch (entry.durability) {
    case Durability::open:
      if (entry.kind == Kind::statement &&
          std::ranges::find(uncommitted_, entry.script) == uncommitted_.end()) {
        uncommitted_.push_back(entry.script);
      }
      break;
    case Durability::commits:
      if (entry.kind == Kind::statement) entry.script->committed_part = true;
      for (ScriptResult* script : uncommitted_) script->committed_part = true;
      uncommitted_.clear();
      break;
    case Durability::aborts:
      uncommitted_.clear();
      break;
  }
}

// libpq hands a notice out as soon as it has read it, which can be while the result of the
// statement before is still on its way to us. Only the lexer's notices come that early.
void Ledger::return_misplaced_notices(const StatementResult& result, Answer& answer) {
  for (ServerMessage& notice : std::exchange(early_notices_, {})) {
    answer.notices.insert(answer.notices.begin(), std::move(notice));
  }
  if (answer.notices.empty() || has_long_name(result.statement->sql())) return;
  const auto own = std::ranges::stable_partition(
      answer.notices, [](const ServerMessage& notice) { return !comes_from_lexer(notice); });
  early_notices_.assign(own.begin(), own.end());
  answer.notices.erase(own.begin(), own.end());
}

}  // namespace pgsettle
