// What became of a run: the outcome of every statement and what of each script stays in the
// database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "db/server_message.h"
#include "schema/script.h"
#include "settle/settlement.h"
#include "sql/read/statement.h"

namespace pgsettle {

enum class Outcome {
  applied,    // sent, and the database is as the statement says
  unchanged,  // nothing was changed: the server skipped it, or no row was touched
  ran,        // opaque: what it did cannot be told
  failed,
  not_run,
};

constexpr std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::applied:
      return "applied";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::ran:
      return "ran";
    case Outcome::failed:
      return "failed";
    case Outcome::not_run:
      return "not_run";
  }
  return "";
}

struct StatementResult {
  const Statement* statement;
  Outcome outcome = Outcome::not_run;
  bool sent = false;  // and not skipped by the server because of something before it
  // Took the place of what was there, or may have: CREATE OR REPLACE, of which the server does not
  // say it, and CREATE after a DROP of the same object in the same script that did drop it.
  bool replaced = false;
  std::optional<std::int64_t> rows = {};  // touched by INSERT, UPDATE, DELETE, MERGE, COPY
  // Proven to change nothing, and why; or why it was sent all the same.
  bool settled = false;
  std::string reason = {};
  const Statement* superseded_by = nullptr;
  // SQL that was sent before it: the DROP of an invalid index.
  std::vector<std::string> must_send_before = {};
  double milliseconds = 0;  // from when the server could begin to its answer
  std::vector<ServerMessage> notices = {};
  std::optional<ServerMessage> error = {};
};

enum class ScriptState {
  not_run,
  committed,
  rolled_back,
  partly_committed,  // an earlier transaction of it is committed, a later one is not
  in_doubt,          // the connection was lost while it was being committed
};

constexpr std::string_view name(ScriptState state) {
  switch (state) {
    case ScriptState::not_run:
      return "not_run";
    case ScriptState::committed:
      return "committed";
    case ScriptState::rolled_back:
      return "rolled_back";
    case ScriptState::partly_committed:
      return "partly_committed";
    case ScriptState::in_doubt:
      return "in_doubt";
  }
  return "";
}

struct ScriptResult {
  const Script* script;
  ScriptState state = ScriptState::not_run;
  std::deque<StatementResult> statements = {};
  // An earlier transaction of it is in the database already.
  bool committed_part = false;
  // Statements that had to run outside a transaction, so that the script's was split around them.
  std::size_t splits = 0;
  std::size_t retries = 0;
  double milliseconds = 0;
};

// Why a run ended before its end, when no statement's own error says it.
struct Stop {
  ErrorCode code;
  std::string message;
  std::string hint;
};

struct ApplyResult {
  std::deque<ScriptResult> scripts;  // all of them, in order
  // Statements made by \gexec or read while running; StatementResult points at them.
  std::deque<Statement> made;
  // Set when the run did not reach its end. statement_failed: the failed StatementResult has the
  // server's message, unless a COMMIT of ours failed, which has none: `commit_error`, with the
  // script that it ends, nullptr when it ends all of them.
  std::optional<Stop> stop;
  std::optional<ServerMessage> commit_error;
  const ScriptResult* commit_script = nullptr;
  // What IF NOT EXISTS has hidden, as the database was before the run.
  std::vector<Divergence> divergences = {};
  double milliseconds = 0;

  // A COMMIT of ours that failed counts as failed, though it is no statement of a script.
  std::size_t count(Outcome outcome) const;
  std::size_t count_settled() const;
  std::size_t failed_commits() const { return commit_error ? 1 : 0; }
};

}  // namespace pgsettle
