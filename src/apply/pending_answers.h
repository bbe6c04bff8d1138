// Books what was sent to the server against what it answered. The server is several statements
// behind the sender all the time; this knows which answer belongs to what, what of it is committed,
// and tells the observer.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/observer.h"
#include "apply/options.h"
#include "apply/result.h"
#include "base/clock.h"
#include "db/session.h"

namespace pgsettle {

// Where a transaction of ours began, so that it can be run again.
struct TransactionStart {
  std::size_t script = 0;      // index into ApplyResult::scripts
  std::size_t item = 0;        // index of the script's item that comes first in it
  std::size_t statements = 0;  // how many results the script had then
  bool repeatable = false;     // everything in it may be sent again

  bool operator==(const TransactionStart&) const = default;
};

struct Failure {
  ServerMessage error;
  ScriptResult* script = nullptr;
  StatementResult* statement = nullptr;  // nullptr: a BEGIN or COMMIT of ours
  bool commit = false;                   // it was a COMMIT of ours
  TransactionStart transaction;
};

// What the success of something sent means for what was sent before it.
enum class Durability {
  open,     // part of a transaction that goes on
  commits,  // makes it durable
  aborts,   // throws it away (ROLLBACK)
};

class PendingAnswers {
 public:
  PendingAnswers(Session& session, Clock& clock, Observer& observer, bool watched);

  void start_script(ScriptResult& script);
  // All of it has been sent.
  void end_script(ScriptResult& script);
  // Tells the observer once the server has come to this place.
  void echo(std::string text);
  // A statement that need not be sent; booked in its place.
  void skip(StatementResult& result);
  // BEGIN, COMMIT, settings: statements of ours.
  void send_own(std::string_view sql, Durability durability, const TransactionStart& transaction);
  // The same outside of any transaction block. Nothing may be unanswered.
  void send_own_alone(std::string_view sql, const TransactionStart& transaction);
  void send(StatementResult& result, Durability durability, const TransactionStart& transaction);
  // The same outside of any transaction block: commits by itself. Nothing may be unanswered.
  void send_alone(StatementResult& result, const TransactionStart& transaction);
  // COPY with its rows; everything before it is waited for.
  void copy(StatementResult& result, Durability durability, const TransactionStart& transaction);

  // Books the answers that are here.
  void take_ready();
  // Waits until everything sent is answered. Throws Error{connection}; what was answered before
  // is booked then.
  void settle();
  // Forgets what is not answered yet, after a lost connection, and marks what that leaves in doubt.
  void abandon();
  // The transaction that was open is none any more.
  void rolled_back();

  // A failure that the server knows nothing of, at a statement that was sent or only read.
  void fail_here(const Statement& statement, std::string sqlstate, std::string message,
                 const TransactionStart& transaction);

  // The first error; nothing sent after it was executed, up to the next settle().
  const std::optional<Failure>& failure() const { return failure_; }
  void forget_failure() { failure_.reset(); }
  // The result of the last statement whose result is used, once it is answered.
  const Answer& last_result() const { return last_result_; }

 private:
  enum class Kind { script_start, script_end, echo, skipped, own, statement };
  struct Entry {
    Kind kind;
    ScriptResult* script = nullptr;
    StatementResult* statement = nullptr;
    Durability durability = Durability::open;
    TransactionStart transaction = {};
    Clock::TimePoint sent = {};
    std::string text = {};  // of an echo
  };
  // A script with statements in the transaction that is open.
  struct Uncommitted {
    ScriptResult* script;
    bool ended = false;  // it has none behind that transaction
  };

  void await(StatementResult& result, Clock::TimePoint sent, Durability durability,
             const TransactionStart& transaction);
  void say_what_runs();
  void book_markers();
  void book_skipped(StatementResult& result);
  void book_end(ScriptResult& script);
  void book(Answer answer);
  void book_statement(const Entry& entry, Answer& answer);
  void book_durability(const Entry& entry);
  void return_misplaced_notices(std::string_view sql, Answer& answer);

  Session& session_;
  Clock& clock_;
  Observer& observer_;
  bool watched_;
  std::deque<Entry> entries_;
  ScriptResult* script_ = nullptr;  // whose statements are being sent
  std::vector<Uncommitted> uncommitted_;
  std::optional<Failure> failure_;
  Answer last_result_;
  const Statement* said_ = nullptr;           // the observer knows that it runs
  std::vector<ServerMessage> early_notices_;  // came before the statement they belong to
  // Of a statement or COMMIT: a BEGIN or setting of ours is counted in with what follows it.
  Clock::TimePoint last_answer_;
  Clock::TimePoint script_start_;
};

}  // namespace pgsettle
