// The inside of Connection; only connection*.cc include it.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "db/libpq.h"

namespace pgsettle {

// The queue of what was sent and not yet answered is kept here: libpq hands out results in that
// order, a null pointer behind each statement's, none behind a sync's.
class Connection::Impl {
 public:
  Impl(ConnectionHandle handle, const ConnectOptions& options);

  const ConnectedTo& connected_to() const { return connected_to_; }
  bool ended_by_server() const { return ended_by_server_; }
  int server_version() const { return PQserverVersion(handle_.get()); }
  int process_id() const { return PQbackendPID(handle_.get()); }
  std::size_t pending() const { return statements_in_flight_ + ready_.size(); }
  void cancel();

  // connection_pipeline.cc
  void send(std::string_view sql, Results results);
  void send_alone(std::string_view sql, Results results);
  void request_flush();
  void sync();
  std::optional<Answer> poll();
  Answer wait();

  // connection_copy.cc: outside of the pipeline
  Answer copy_in(std::string_view sql, std::string_view rows);
  Answer copy_out(std::string_view sql);

 private:
  enum class Kind {
    statement,
    alone,  // a statement whose answer waits for the sync behind it
    sync,
  };
  struct InFlight {
    Kind kind;
    Results results = Results::discard;
    std::vector<ServerMessage> notices = {};
  };

  // connection.cc
  static void take_notice(void* self, const PGresult* result);
  static Answer make_answer(PGresult* result, Results results);
  void lose(std::string_view reason);
  void end_by_server(const ServerMessage& message);
  void throw_if_lost() const;
  short wait_for_socket(int events);
  void cancel_again();

  // connection_pipeline.cc
  void enter_pipeline();
  void leave_pipeline();
  void enqueue(std::string_view sql, Kind kind, Results results);
  void write_out();
  void fail_to_write();
  void collect();
  void take_result(PGresult* result);
  void take_answer(Answer answer);
  void finish_sync();

  // connection_copy.cc
  Answer start_copy(std::string_view sql, ExecStatusType expected);
  ResultHandle next_simple();
  Answer finish_simple(Answer answer);

  ConnectionHandle handle_;
  std::function<void()> idle_;
  std::function<Clock::TimePoint()> now_;
  ConnectedTo connected_to_;
  std::deque<InFlight> in_flight_;
  std::size_t statements_in_flight_ = 0;
  bool answered_ = false;        // the front of in_flight_ has its answer, its end is awaited
  std::optional<Answer> alone_;  // of the statement sent alone, until its sync is through
  std::deque<Answer> ready_;
  std::vector<ServerMessage> simple_notices_;  // outside of the pipeline
  std::size_t unwritten_ = 0;
  bool flush_requested_ = true;
  bool unsynced_ = false;  // statements were sent behind the last sync
  std::optional<std::string> lost_;
  bool ended_by_server_ = false;
  std::optional<Clock::TimePoint> last_cancel_;
};

}  // namespace pgsettle
