// A session on a server, spoken to through a pipeline: statements are sent without waiting for the
// answers of those before them. After an error the server skips everything up to the next sync.
//
// Errors: a connection that breaks throws Error{connection} from wait(), once every answer that
// still arrived was handed out. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/server_message.h"

namespace pgsettle {

enum class AnswerStatus {
  done,
  failed,
  skipped,  // not executed, because something before it failed
};

using ResultRow = std::vector<std::optional<std::string>>;

struct Answer {
  AnswerStatus status = AnswerStatus::done;
  std::string command_tag;           // "INSERT 0 3"
  std::optional<std::int64_t> rows;  // touched or returned, where the tag says it
  std::vector<std::string> column_names;
  std::vector<ResultRow> result;  // only when asked for
  std::vector<ServerMessage> notices;
  std::optional<ServerMessage> error;  // when failed
};

enum class Results { discard, keep };

class Session {
 public:
  virtual ~Session() = default;

  // Sends one statement. Waits only for room in the socket, and reads answers meanwhile.
  virtual void send(std::string_view sql, Results results = Results::discard) = 0;
  // Sends one statement outside of any transaction block and ends with a sync, so that the server
  // commits it; what fails then is this statement's failure. Nothing may be unsynced before it.
  virtual void send_alone(std::string_view sql, Results results = Results::discard) = 0;
  // Asks the server to send its answers as soon as it gets here, instead of filling its buffer
  // first. Rides along with what is sent next; wait() and sync() see to it by themselves.
  virtual void request_flush() = 0;
  // Ends the part that an error skips, and flushes.
  virtual void sync() = 0;
  // How many answers of send() were not taken yet.
  virtual std::size_t pending() const = 0;
  // The next answer in the order of sending, if it is there.
  virtual std::optional<Answer> poll() = 0;
  // The same, waiting for it. pending() must not be 0.
  virtual Answer wait() = 0;
  // COPY ... FROM STDIN with its rows. Nothing may be pending.
  virtual Answer copy_in(std::string_view sql, std::string_view rows) = 0;
  // Runs a COPY ... TO STDOUT and drops its rows. Nothing may be pending.
  virtual Answer copy_out(std::string_view sql) = 0;
  // Asks the server to stop the statement it is working on; its answer is then a failed one.
  virtual void cancel() = 0;
  // Goes on in a new session, opened as this one was: it begins with the settings that the database
  // and the role have now. `hand_over` is called while both are open, for what must not be without
  // an owner. Nothing may be pending. Throws Error{connection}, and this stays the old session.
  virtual void renew(const std::function<void(Session& fresh)>& hand_over) = 0;
  // After a lost connection: the server said so itself, hence finished nothing after its last
  // answer.
  virtual bool ended_by_server() const = 0;
  // The server's major version, e.g. 15.
  virtual int server_major_version() const = 0;
  // The server process that the session was told it has; 0: not known. A pooler tells of another
  // one than pg_backend_pid() does.
  virtual int process_id() const = 0;
};

}  // namespace pgsettle
