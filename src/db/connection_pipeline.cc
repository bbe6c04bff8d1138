// Statements behind each other in libpq's pipeline mode, without blocking: a server that cannot
// send its answers stops reading, so they are read while statements are written.
#include <poll.h>

#include <utility>

#include "db/connection_impl.h"

namespace pgsettle {
namespace {

// Statements are gathered up to here before they are written to the socket.
constexpr std::size_t write_threshold = 16UL * 1024;

}  // namespace

void Connection::Impl::send(std::string_view sql, Results results) {
  enqueue(sql, Kind::statement, results);
  if (unwritten_ > write_threshold) write_out();
}

void Connection::Impl::send_alone(std::string_view sql, Results results) {
  enqueue(sql, Kind::alone, results);
  sync();
}

void Connection::Impl::enqueue(std::string_view sql, Kind kind, Results results) {
  enter_pipeline();
  if (!lost_) {
    const std::string text(sql);
    const int sent =
        PQsendQueryParams(handle_.get(), text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    if (sent == 0) fail_to_write();
  }
  in_flight_.push_back({.kind = kind, .results = results});
  ++statements_in_flight_;
  flush_requested_ = false;
  unsynced_ = true;
  unwritten_ += sql.size() + 64;
}

void Connection::Impl::request_flush() {
  if (lost_ || flush_requested_ || PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF) return;
  PQsendFlushRequest(handle_.get());
  flush_requested_ = true;
}

void Connection::Impl::sync() {
  if (lost_ || !unsynced_) return;
  PQpipelineSync(handle_.get());
  unsynced_ = false;
  in_flight_.push_back({.kind = Kind::sync});
  flush_requested_ = true;
  write_out();
}

std::optional<Answer> Connection::Impl::poll() {
  if (ready_.empty()) return std::nullopt;
  Answer answer = std::move(ready_.front());
  ready_.pop_front();
  return answer;
}

Answer Connection::Impl::wait() {
  if (ready_.empty()) {
    request_flush();
    write_out();
  }
  for (;;) {
    if (auto answer = poll()) return *std::move(answer);
    throw_if_lost();
    wait_for_socket(POLLIN);
    collect();
  }
}

void Connection::Impl::enter_pipeline() {
  if (PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF &&
      PQenterPipelineMode(handle_.get()) == 0) {
    lose(PQerrorMessage(handle_.get()));
  }
}

// Copying is not possible in pipeline mode, which can only be left when all is answered.
void Connection::Impl::leave_pipeline() {
  if (PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF) return;
  sync();
  while (!lost_ && !in_flight_.empty()) {
    wait_for_socket(POLLIN);
    collect();
  }
  PQexitPipelineMode(handle_.get());
}

// Writes everything that libpq holds back.
void Connection::Impl::write_out() {
  unwritten_ = 0;
  while (!lost_) {
    const int left = PQflush(handle_.get());
    if (left < 0) fail_to_write();
    if (left <= 0) return;
    if ((wait_for_socket(POLLIN | POLLOUT) & POLLIN) != 0) collect();
  }
}

// libpq reads to the end before it says that it cannot write: answers, and why the server left.
void Connection::Impl::fail_to_write() {
  const std::string problem = PQerrorMessage(handle_.get());
  collect();
  lose(problem);
}

void Connection::Impl::collect() {
  std::optional<std::string> problem;
  if (PQconsumeInput(handle_.get()) == 0) problem = PQerrorMessage(handle_.get());
  while (!in_flight_.empty() && PQisBusy(handle_.get()) == 0) {
    const ResultHandle result(PQgetResult(handle_.get()));
    if (!result) {
      if (!answered_) break;
      in_flight_.pop_front();
      answered_ = false;
    } else if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
      finish_sync();
    } else if (!answered_) {
      take_result(result.get());
    }
  }
  if (problem) lose(*problem);
  if (PQstatus(handle_.get()) == CONNECTION_BAD) lose(PQerrorMessage(handle_.get()));
}

// Turns the result of what is at the front into its answer.
void Connection::Impl::take_result(PGresult* result) {
  InFlight& front = in_flight_.front();
  Answer answer = make_answer(result, front.results);
  if (answer.error && answer.error->is_lost_connection()) return end_by_server(*answer.error);
  if (answer.error && answer.error->sqlstate.empty()) return lose(answer.error->message);
  if (front.kind == Kind::sync) {
    if (!alone_) return lose("the server gave an answer that nobody asked for");
    // The statement itself had succeeded; its commit did not.
    alone_->status = AnswerStatus::failed;
    alone_->error = std::move(answer.error);
    return;
  }
  answer.notices = std::move(front.notices);
  answered_ = true;
  if (front.kind == Kind::alone) {
    alone_ = std::move(answer);
  } else {
    take_answer(std::move(answer));
  }
}

void Connection::Impl::take_answer(Answer answer) {
  ready_.push_back(std::move(answer));
  --statements_in_flight_;
}

void Connection::Impl::finish_sync() {
  if (auto answer = std::exchange(alone_, std::nullopt)) {
    auto& late = in_flight_.front().notices;  // of deferred triggers
    answer->notices.insert(answer->notices.end(), late.begin(), late.end());
    take_answer(*std::move(answer));
  }
  in_flight_.pop_front();
}

}  // namespace pgsettle
