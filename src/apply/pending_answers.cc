#include "apply/pending_answers.h"

#include <algorithm>
#include <utility>

#include "apply/outcome.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

double milliseconds_between(Clock::TimePoint from, Clock::TimePoint to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

bool uses_result(const StatementResult& result) {
  return result.statement->result_use != ResultUse::none;
}

// The server's lexer says that it cuts names of more than 63 bytes (name_too_long). So do those of
// PL/pgSQL and the like, but with a context, and not before the statement's own messages begin.
bool comes_from_lexer(const ServerMessage& notice) {
  return notice.sqlstate == "42622" && notice.context.empty();
}

std::size_t length_of_name(std::string_view text, TokenKind kind) {
  if (kind == TokenKind::word) return text.size();
  if (kind != TokenKind::quoted_identifier) return 0;
  text.remove_prefix(text.find('"') + 1);
  if (text.ends_with('"')) text.remove_suffix(1);
  std::size_t length = text.size();
  for (std::size_t at = 0; (at = text.find("\"\"", at)) != std::string_view::npos; at += 2)
    --length;
  return length;
}

// How many notices the lexer has for this statement.
std::size_t count_long_names(std::string_view sql) {
  constexpr std::size_t longest = 63;
  std::size_t count = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    if (length_of_name(sql.substr(at, token.range.size()), token.kind) > longest) ++count;
    at = token.range.end;
  }
  return count;
}

}  // namespace

PendingAnswers::PendingAnswers(Session& session, Clock& clock, Observer& observer, bool watched)
    : session_(session),
      clock_(clock),
      observer_(observer),
      watched_(watched),
      last_answer_(clock.now()),
      script_start_(clock.now()) {}

void PendingAnswers::start_script(ScriptResult& script) {
  script_ = &script;
  entries_.push_back({.kind = Kind::script_start, .script = &script});
  book_markers();
}

void PendingAnswers::end_script(ScriptResult& script) {
  entries_.push_back({.kind = Kind::script_end, .script = &script});
  if (session_.pending() > 0) session_.request_flush();
  take_ready();
}

void PendingAnswers::echo(std::string text) {
  entries_.push_back({.kind = Kind::echo, .text = std::move(text)});
  if (session_.pending() > 0) session_.request_flush();
  take_ready();
}

void PendingAnswers::skip(StatementResult& result) {
  entries_.push_back({.kind = Kind::skipped, .script = script_, .statement = &result});
  if (entries_.size() == 1) book_markers();
}

void PendingAnswers::send_own(std::string_view sql, Durability durability,
                              const TransactionStart& transaction) {
  session_.send(sql);
  entries_.push_back({.kind = Kind::own,
                      .script = script_,
                      .statement = nullptr,
                      .durability = durability,
                      .transaction = transaction});
  // Else its answer comes with that of the next statement, which would seem to take no time.
  if (watched_ && durability == Durability::commits) session_.request_flush();
  take_ready();
}

void PendingAnswers::send_own_alone(std::string_view sql, const TransactionStart& transaction) {
  session_.send_alone(sql);
  entries_.push_back({.kind = Kind::own,
                      .script = script_,
                      .statement = nullptr,
                      .durability = Durability::open,
                      .transaction = transaction});
  settle();
}

void PendingAnswers::send(StatementResult& result, Durability durability,
                          const TransactionStart& transaction) {
  result.sent = true;
  const auto sent = clock_.now();
  session_.send(result.statement->sql(), uses_result(result) ? Results::keep : Results::discard);
  await(result, sent, durability, transaction);
  if (watched_) session_.request_flush();
  take_ready();
}

void PendingAnswers::send_alone(StatementResult& result, const TransactionStart& transaction) {
  result.sent = true;
  const auto sent = clock_.now();
  session_.send_alone(result.statement->sql(),
                      uses_result(result) ? Results::keep : Results::discard);
  await(result, sent, Durability::commits, transaction);
  settle();
}

void PendingAnswers::copy(StatementResult& result, Durability durability,
                          const TransactionStart& transaction) {
  settle();
  if (failure_) return;
  const Statement& statement = *result.statement;
  result.sent = true;
  await(result, clock_.now(), durability, transaction);
  book(statement.copy_rows
           ? session_.copy_in(statement.sql(), statement.copy_source->slice(*statement.copy_rows))
           : session_.copy_out(statement.sql()));
}

void PendingAnswers::await(StatementResult& result, Clock::TimePoint sent, Durability durability,
                           const TransactionStart& transaction) {
  entries_.push_back({.kind = Kind::statement,
                      .script = script_,
                      .statement = &result,
                      .durability = durability,
                      .transaction = transaction,
                      .sent = sent});
  if (!failure_) say_what_runs();
}

// The answer to a BEGIN of ours comes with that of the statement behind it, so it does not count.
void PendingAnswers::say_what_runs() {
  for (const Entry& entry : entries_) {
    if (entry.kind == Kind::own) continue;
    if (entry.kind != Kind::statement) return;
    const Statement* statement = entry.statement->statement;
    if (statement == said_) return observer_.tick();
    said_ = statement;
    return observer_.statement_started(*statement);
  }
}

void PendingAnswers::take_ready() {
  book_markers();
  while (auto answer = session_.poll()) book(*std::move(answer));
}

void PendingAnswers::settle() {
  if (session_.pending() > 0) session_.sync();
  while (session_.pending() > 0) book(session_.wait());
  book_markers();
}

void PendingAnswers::rolled_back() {
  said_ = nullptr;
  uncommitted_.clear();
  early_notices_.clear();
}

// A server that says itself that it ends the session was at the first entry, and has finished
// nothing of it. One that falls silent may have worked on.
void PendingAnswers::abandon() {
  std::vector<ScriptResult*> open;
  for (const Uncommitted& uncommitted : uncommitted_) open.push_back(uncommitted.script);
  const bool silent = !session_.ended_by_server();
  bool first = true;
  for (const Entry& entry : entries_) {
    if (entry.kind == Kind::statement) {
      open.push_back(entry.script);
      entry.statement->sent = first || silent;
    }
    first = false;
    if (entry.durability == Durability::open) continue;
    if (entry.durability == Durability::commits && silent) {
      for (ScriptResult* script : open) script->state = ScriptState::in_doubt;
    }
    open.clear();
  }
  entries_.clear();
}

void PendingAnswers::fail_here(const Statement& statement, std::string sqlstate,
                               std::string message, const TransactionStart& transaction) {
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

void PendingAnswers::book_markers() {
  while (!entries_.empty()) {
    const Entry& entry = entries_.front();
    if (entry.kind == Kind::script_start) {
      script_start_ = clock_.now();
      if (!failure_) observer_.script_started(*entry.script);
    } else if (entry.kind == Kind::script_end) {
      if (!failure_) book_end(*entry.script);
    } else if (entry.kind == Kind::echo) {
      if (!failure_) observer_.echo(entry.text);
    } else if (entry.kind == Kind::skipped) {
      if (!failure_) book_skipped(*entry.statement);
    } else {
      if (!failure_) say_what_runs();  // what the server skips is not started
      return;
    }
    entries_.pop_front();
  }
}

void PendingAnswers::book_skipped(StatementResult& result) {
  result.outcome = Outcome::unchanged;
  result.settled = true;
  observer_.statement_finished(result);
}

void PendingAnswers::book_end(ScriptResult& script) {
  script.milliseconds = milliseconds_between(script_start_, clock_.now());
  find_replacements(script);
  const auto open = std::ranges::find(uncommitted_, &script, &Uncommitted::script);
  if (open != uncommitted_.end()) {
    open->ended = true;  // with -1 its transaction goes on
  } else {
    script.state = ScriptState::committed;
  }
  observer_.script_finished(script);
}

void PendingAnswers::book(Answer answer) {
  const Entry entry = std::move(entries_.front());
  entries_.pop_front();
  if (entry.kind == Kind::statement) {
    book_statement(entry, answer);
  } else {
    return_misplaced_notices("", answer);
  }
  if (answer.status == AnswerStatus::done) book_durability(entry);
  if (answer.status == AnswerStatus::failed && !failure_) {
    failure_ = Failure{.error = *answer.error,
                       .script = entry.script,
                       .statement = entry.statement,
                       .commit = entry.kind == Kind::own && entry.durability == Durability::commits,
                       .transaction = entry.transaction};
    entry.script->milliseconds = milliseconds_between(script_start_, clock_.now());
  }
  const bool prelude = entry.kind == Kind::own && entry.durability == Durability::open;
  if (!prelude) last_answer_ = clock_.now();
  book_markers();
}

void PendingAnswers::book_statement(const Entry& entry, Answer& answer) {
  StatementResult& result = *entry.statement;
  if (answer.status != AnswerStatus::skipped) {
    return_misplaced_notices(result.statement->sql(), answer);
  }
  result.outcome = outcome_of(result.statement->effect, answer);
  result.sent = answer.status != AnswerStatus::skipped;
  if (result.statement->effect.nature == Nature::data) result.rows = answer.rows;
  result.notices = answer.notices;
  result.error = answer.error;
  if (result.sent) {
    result.milliseconds = milliseconds_between(std::max(last_answer_, entry.sent), clock_.now());
    observer_.statement_finished(result);
  }
  if (uses_result(result)) last_result_ = std::move(answer);
}

void PendingAnswers::book_durability(const Entry& entry) {
  switch (entry.durability) {
    case Durability::open:
      if (entry.kind == Kind::statement &&
          std::ranges::find(uncommitted_, entry.script, &Uncommitted::script) ==
              uncommitted_.end()) {
        uncommitted_.push_back({.script = entry.script});
      }
      break;
    case Durability::commits:
      if (entry.kind == Kind::statement) entry.script->committed_part = true;
      for (const Uncommitted& uncommitted : uncommitted_) {
        uncommitted.script->committed_part = true;
        if (uncommitted.ended) uncommitted.script->state = ScriptState::committed;
      }
      uncommitted_.clear();
      break;
    case Durability::aborts:
      uncommitted_.clear();
      break;
  }
}

// libpq hands a notice out as soon as it has read it, which can be while the result of the
// statement before, or of a BEGIN of ours, is still on its way to us. Only the lexer's notices come
// that early, and they are as many as there are long names.
void PendingAnswers::return_misplaced_notices(std::string_view sql, Answer& answer) {
  auto& notices = answer.notices;
  const auto rest = std::stable_partition(notices.begin(), notices.end(), comes_from_lexer);
  std::vector<ServerMessage> from_lexer = std::exchange(early_notices_, {});
  from_lexer.insert(from_lexer.end(), notices.begin(), rest);
  if (from_lexer.empty()) return;
  const auto first_of_next = from_lexer.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                      count_long_names(sql), from_lexer.size()));
  early_notices_.assign(first_of_next, from_lexer.end());
  from_lexer.erase(first_of_next, from_lexer.end());
  notices.erase(notices.begin(), rest);
  notices.insert(notices.begin(), from_lexer.begin(), from_lexer.end());
}

}  // namespace pgsettle
