// Sends the items of one script in order, in the transactions that its mode asks for, without
// waiting for answers where that can be helped.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "apply/options.h"
#include "apply/pending_answers.h"
#include "apply/session_renewal.h"
#include "apply/settled_statements.h"
#include "schema/script_loader.h"
#include "schema/transaction_blocks.h"

namespace pgsettle {

// Who begins and ends transactions.
enum class TransactionMode {
  ours,    // one for the script, split around what cannot be in one
  shared,  // one for all scripts (-1)
  psql,    // the script itself; outside of its blocks each statement is on its own
};

// What outlives a single script of a run.
struct RunState {
  ApplyResult& result;
  ScriptLoader& loader;
  PendingAnswers& pending;
  Observer& observer;
  const ApplyOptions& options;
  SettledStatements* settled = nullptr;  // nullptr: everything is sent
  SessionRenewal* renewal = nullptr;     // nullptr: one session for all scripts
  bool transaction_open = false;         // ours
  TransactionStart transaction = {};
  bool session_begun = false;    // its settings are sent
  bool session_touched = false;  // by an earlier script, so that it must be reset
  Variables variables;           // psql's, of the script that runs
};

// Behind a script, or at its \connect, when nothing is open: what `sent` of it may have changed
// with what new sessions begin. Waits for all answers then.
void renew_session(RunState& run, const ScriptResult& sent);

class ScriptWalker {
 public:
  ScriptWalker(RunState& run, std::size_t script_index);

  // Sends the script from its item `first_item` on; stops early once a failure is known or the
  // process is asked to stop.
  void walk(std::size_t first_item);

 private:
  ScriptResult& result() { return run_.result.scripts[index_]; }
  bool stopped() const;
  void begin_session(bool anew);
  std::optional<ScriptItem> next_live();
  void take(const ScriptItem& item);
  void reconnect();
  void send(const Statement& statement);
  bool is_settled(StatementResult& statement);
  void ask_again(const Statement& statement);
  void send_held_back();
  void begin_session_if_due();
  void send_in_mode(StatementResult& statement);
  void send_alone(StatementResult& statement);
  void transmit(StatementResult& statement, Durability durability);
  void open_transaction();
  void close_transaction();
  void use_result(const Statement& statement);
  void set_variables(const Statement& statement);
  void execute_cells(const Statement& statement);
  void execute_text(SourceText& text);
  void fail(const Statement& statement, std::string_view sqlstate, std::string message);
  void fail_late();
  void check_block_closed();
  void check_transaction_is_ours(const Statement& statement);

  RunState& run_;
  std::size_t index_;
  const Script& script_;
  TransactionMode mode_;
  TransactionBlock block_;  // the script's own
  std::size_t item_ = 0;
  // SET, BEGIN and the like, until something is sent that they are for.
  struct HeldBack {
    StatementResult* statement;
    std::size_t item;
    std::size_t results;  // of the script before it
  };
  std::vector<HeldBack> held_back_;
  bool session_due_ = false;
  bool session_anew_ = false;
  std::vector<Diagnostic> late_diagnostics_;
  std::unique_ptr<LiveScript> live_;
};

}  // namespace pgsettle
