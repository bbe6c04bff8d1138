// COPY with the client, which libpq's pipeline mode cannot do: the simple query protocol instead.
#include <poll.h>

#include <utility>

#include "base/error.h"
#include "db/connection_impl.h"

namespace pgsettle {

Answer Connection::Impl::copy_in(std::string_view sql, std::string_view rows) {
  Answer answer = start_copy(sql, PGRES_COPY_IN);
  if (answer.status == AnswerStatus::failed) return answer;
  constexpr std::size_t chunk = 64UL * 1024;
  while (!rows.empty() && !lost_) {
    const std::string_view part = rows.substr(0, chunk);
    const int put = PQputCopyData(handle_.get(), part.data(), static_cast<int>(part.size()));
    if (put < 0) break;  // the server's reason is in the final result
    if (put > 0) rows.remove_prefix(part.size());
    write_out();
  }
  // 0: there is no room in the socket yet.
  while (!lost_ && PQputCopyEnd(handle_.get(), nullptr) == 0) wait_for_socket(POLLIN | POLLOUT);
  write_out();
  return finish_simple(std::move(answer));
}

Answer Connection::Impl::copy_out(std::string_view sql) {
  Answer answer = start_copy(sql, PGRES_COPY_OUT);
  if (answer.status == AnswerStatus::failed) return answer;
  while (!lost_) {
    char* row = nullptr;
    const int size = PQgetCopyData(handle_.get(), &row, 1);
    PQfreemem(row);
    if (size < 0) break;
    if (size > 0) continue;
    wait_for_socket(POLLIN);
    if (PQconsumeInput(handle_.get()) == 0) lose(PQerrorMessage(handle_.get()));
  }
  return finish_simple(std::move(answer));
}

Answer Connection::Impl::start_copy(std::string_view sql, ExecStatusType expected) {
  leave_pipeline();
  throw_if_lost();
  simple_notices_.clear();
  if (PQsendQuery(handle_.get(), std::string(sql).c_str()) == 0) {
    lose(PQerrorMessage(handle_.get()));
  }
  write_out();
  const ResultHandle result = next_simple();
  throw_if_lost();
  if (PQresultStatus(result.get()) == expected) return {};
  Answer answer = make_answer(result.get(), Results::discard);
  if (answer.status == AnswerStatus::done) {
    throw Error(ErrorCode::internal, "the server did not begin a COPY");
  }
  return finish_simple(std::move(answer));
}

ResultHandle Connection::Impl::next_simple() {
  while (PQisBusy(handle_.get()) != 0) {
    if (lost_) return nullptr;
    wait_for_socket(POLLIN);
    if (PQconsumeInput(handle_.get()) == 0) lose(PQerrorMessage(handle_.get()));
  }
  return ResultHandle(PQgetResult(handle_.get()));
}

Answer Connection::Impl::finish_simple(Answer answer) {
  while (const ResultHandle result = next_simple()) {
    if (answer.status != AnswerStatus::failed) {
      answer = make_answer(result.get(), Results::discard);
    }
  }
  if (answer.error && answer.error->is_lost_connection()) end_by_server(*answer.error);
  if (answer.error && answer.error->sqlstate.empty()) lose(answer.error->message);
  throw_if_lost();
  answer.notices = std::exchange(simple_notices_, {});
  return answer;
}

}  // namespace pgsettle
