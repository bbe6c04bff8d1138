#include "db/connection.h"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <deque>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/libpq.h"

namespace pgsettle {
namespace {

// Statements are gathered up to here before they are written to the socket.
constexpr std::size_t write_threshold = 16 * 1024;
constexpr int tick_milliseconds = 100;

std::optional<std::int64_t> affected_rows(PGresult* result) {
  const std::string_view text = PQcmdTuples(result);
  std::int64_t rows = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rows);
  if (text.empty() || error != std::errc()) return std::nullopt;
  return rows;
}

void keep_rows(const PGresult* result, Answer& answer) {
  const int columns = PQnfields(result);
  for (int column = 0; column < columns; ++column) {
    answer.column_names.emplace_back(PQfname(result, column));
  }
  for (int row = 0; row < PQntuples(result); ++row) {
    ResultRow& values = answer.result.emplace_back();
    for (int column = 0; column < columns; ++column) {
      const bool null = PQgetisnull(result, row, column) != 0;
      values.push_back(
          null ? std::optional<std::string>()
               : std::string(PQgetvalue(result, row, column),
                             static_cast<std::size_t>(PQgetlength(result, row, column))));
    }
  }
}

}  // namespace

// The queue of what was sent and not yet answered is kept here: libpq hands out results in that
// order, a null pointer behind each statement's, none behind a sync's.
class Connection::Impl {
 public:
  Impl(ConnectionHandle handle, std::function<void()> idle)
      : handle_(std::move(handle)), idle_(std::move(idle)) {
    PQsetnonblocking(handle_.get(), 1);
    PQsetNoticeReceiver(handle_.get(), take_notice, this);
    connected_to_ = {.host = value(PQhost(handle_.get())),
                     .port = value(PQport(handle_.get())),
                     .database = value(PQdb(handle_.get())),
                     .user = value(PQuser(handle_.get())),
                     .server_version = value(PQparameterStatus(handle_.get(), "server_version"))};
  }

  const ConnectedTo& connected_to() const { return connected_to_; }
  bool ended_by_server() const { return ended_by_server_; }
  int server_version() const { return PQserverVersion(handle_.get()); }
  std::size_t pending() const { return statements_in_flight_ + ready_.size(); }

  void send(std::string_view sql, Results results) {
    enter_pipeline();
    if (!lost_) {
      const std::string text(sql);
      const int sent =
          PQsendQueryParams(handle_.get(), text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
      if (sent == 0) lose(PQerrorMessage(handle_.get()));
    }
    in_flight_.push_back({.sync = false, .results = results, .notices = {}});
    ++statements_in_flight_;
    flush_requested_ = false;
    unwritten_ += sql.size() + 64;
    if (unwritten_ > write_threshold) write_out();
  }

  void request_flush() {
    if (lost_ || flush_requested_ || PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF) return;
    PQsendFlushRequest(handle_.get());
    flush_requested_ = true;
    write_out();
  }

  void sync() {
    if (lost_ || PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF) return;
    PQpipelineSync(handle_.get());
    in_flight_.push_back({.sync = true, .results = Results::discard, .notices = {}});
    flush_requested_ = true;
    write_out();
  }

  std::optional<Answer> poll() {
    if (ready_.empty()) return std::nullopt;
    Answer answer = std::move(ready_.front());
    ready_.pop_front();
    return answer;
  }

  Answer wait() {
    if (ready_.empty()) request_flush();
    for (;;) {
      if (auto answer = poll()) return *std::move(answer);
      throw_if_lost();
      wait_for_socket(POLLIN);
      collect();
    }
  }

  Answer copy_in(std::string_view sql, std::string_view rows) {
    Answer answer = start_copy(sql, PGRES_COPY_IN);
    if (answer.status == AnswerStatus::failed) return answer;
    constexpr std::size_t chunk = 64UL * 1024;
    while (!rows.empty()) {
      const std::string_view part = rows.substr(0, chunk);
      const int put = PQputCopyData(handle_.get(), part.data(), static_cast<int>(part.size()));
      if (put < 0) break;  // the server's reason is in the final result
      if (put > 0) rows.remove_prefix(part.size());
      write_out();
    }
    // 0: there is no room in the socket yet.
    while (PQputCopyEnd(handle_.get(), nullptr) == 0) wait_for_socket(POLLIN | POLLOUT);
    write_out();
    return finish_simple(std::move(answer));
  }

  Answer copy_out(std::string_view sql) {
    Answer answer = start_copy(sql, PGRES_COPY_OUT);
    if (answer.status == AnswerStatus::failed) return answer;
    for (;;) {
      char* row = nullptr;
      const int size = PQgetCopyData(handle_.get(), &row, 1);
      if (size < 0) break;
      if (size == 0) {
        wait_for_socket(POLLIN);
        PQconsumeInput(handle_.get());
      }
      PQfreemem(row);
    }
    return finish_simple(std::move(answer));
  }

  void cancel() {
    last_cancel_ = std::chrono::steady_clock::now();
    const std::unique_ptr<PGcancel, Deleter<PQfreeCancel>> handle(PQgetCancel(handle_.get()));
    std::array<char, 256> problem;
    if (handle) PQcancel(handle.get(), problem.data(), static_cast<int>(problem.size()));
  }

 private:
  struct InFlight {
    bool sync;
    Results results;
    std::vector<ServerMessage> notices;
  };

  static std::string value(const char* text) { return text == nullptr ? "" : text; }

  static void take_notice(void* self, const PGresult* result) {
    Impl& impl = *static_cast<Impl*>(self);
    // Once a statement's result is here, what follows belongs to the next one.
    const std::size_t owner = impl.answered_ ? 1 : 0;
    auto& notices =
        owner < impl.in_flight_.size() ? impl.in_flight_[owner].notices : impl.simple_notices_;
    notices.push_back(server_message(result));
  }

  void lose(std::string_view reason) {
    if (!lost_) lost_ = std::string(trim(reason));
  }

  void throw_if_lost() const {
    if (!lost_) return;
    throw Error(ErrorCode::connection,
                fmt::format("connection lost: {}", redact_connection(*lost_)));
  }

  void enter_pipeline() {
    if (PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF &&
        PQenterPipelineMode(handle_.get()) == 0) {
      lose(PQerrorMessage(handle_.get()));
    }
  }

  // Copying is not possible in pipeline mode, which can only be left when all is answered.
  void leave_pipeline() {
    if (PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF) return;
    sync();
    while (!lost_ && !in_flight_.empty()) {
      wait_for_socket(POLLIN);
      collect();
    }
    PQexitPipelineMode(handle_.get());
  }

  // Writes everything that libpq holds back, reading answers meanwhile: a server that cannot send
  // them would stop reading.
  void write_out() {
    unwritten_ = 0;
    while (!lost_) {
      const int left = PQflush(handle_.get());
      if (left < 0) lose(PQerrorMessage(handle_.get()));
      if (left <= 0) return;
      if ((wait_for_socket(POLLIN | POLLOUT) & POLLIN) != 0) collect();
    }
  }

  short wait_for_socket(int events) {
    std::array<pollfd, 2> descriptors = {
        pollfd{.fd = PQsocket(handle_.get()), .events = static_cast<short>(events), .revents = 0},
        pollfd{.fd = interrupt::requested() ? -1 : interrupt::descriptor(),
               .events = POLLIN,
               .revents = 0}};
    const int count = ::poll(descriptors.data(), descriptors.size(), tick_milliseconds);
    if (interrupt::requested()) cancel_again();
    if (count == 0 && idle_) idle_();
    return descriptors[0].revents;
  }

  // A cancel request that arrives between two statements is lost, so it is repeated.
  void cancel_again() {
    const auto now = std::chrono::steady_clock::now();
    if (!last_cancel_ || now - *last_cancel_ > std::chrono::milliseconds(300)) cancel();
  }

  void collect() {
    if (PQconsumeInput(handle_.get()) == 0) lose(PQerrorMessage(handle_.get()));
    while (!in_flight_.empty() && PQisBusy(handle_.get()) == 0) {
      const ResultHandle result(PQgetResult(handle_.get()));
      if (!result) {
        if (!answered_) break;
        in_flight_.pop_front();
        answered_ = false;
      } else if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
        in_flight_.pop_front();
      } else if (!answered_) {
        answer(result.get());
      }
    }
    if (PQstatus(handle_.get()) == CONNECTION_BAD) lose(PQerrorMessage(handle_.get()));
  }

  // Turns the result of the statement at the front into its answer.
  void answer(PGresult* result) {
    InFlight& statement = in_flight_.front();
    Answer answer = make_answer(result, statement.results);
    if (answer.error && (answer.error->is_lost_connection() || answer.error->sqlstate.empty())) {
      ended_by_server_ = answer.error->is_lost_connection();
      return lose(answer.error->message);
    }
    answer.notices = std::move(statement.notices);
    ready_.push_back(std::move(answer));
    --statements_in_flight_;
    answered_ = true;
  }

  static Answer make_answer(PGresult* result, Results results) {
    Answer answer;
    switch (PQresultStatus(result)) {
      case PGRES_PIPELINE_ABORTED:
        answer.status = AnswerStatus::skipped;
        break;
      case PGRES_TUPLES_OK:
        if (results == Results::keep) keep_rows(result, answer);
        [[fallthrough]];
      case PGRES_COMMAND_OK:
        answer.command_tag = PQcmdStatus(result);
        answer.rows = affected_rows(result);
        break;
      case PGRES_EMPTY_QUERY:
        break;
      default:
        answer.status = AnswerStatus::failed;
        answer.error = server_message(result);
    }
    return answer;
  }

  Answer start_copy(std::string_view sql, ExecStatusType expected) {
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

  ResultHandle next_simple() {
    while (!lost_ && PQisBusy(handle_.get()) != 0) {
      wait_for_socket(POLLIN);
      if (PQconsumeInput(handle_.get()) == 0) lose(PQerrorMessage(handle_.get()));
    }
    return ResultHandle(lost_ ? nullptr : PQgetResult(handle_.get()));
  }

  Answer finish_simple(Answer answer) {
    while (const ResultHandle result = next_simple()) {
      if (answer.status != AnswerStatus::failed)
        answer = make_answer(result.get(), Results::discard);
    }
    if (answer.error && answer.error->is_lost_connection()) {
      ended_by_server_ = true;
      lose(answer.error->message);
    }
    throw_if_lost();
    answer.notices = std::exchange(simple_notices_, {});
    return answer;
  }

  ConnectionHandle handle_;
  std::function<void()> idle_;
  ConnectedTo connected_to_;
  std::deque<InFlight> in_flight_;
  std::size_t statements_in_flight_ = 0;
  bool answered_ = false;  // the front of in_flight_ has its answer, its end is awaited
  std::deque<Answer> ready_;
  std::vector<ServerMessage> simple_notices_;  // outside of the pipeline
  std::size_t unwritten_ = 0;
  bool flush_requested_ = true;
  std::optional<std::string> lost_;
  bool ended_by_server_ = false;
  std::optional<std::chrono::steady_clock::time_point> last_cancel_;
};

namespace {

ConnectionHandle try_connect(const ConnectOptions& options, const std::string& password) {
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  const auto add = [&](const char* keyword, const char* value) {
    keywords.push_back(keyword);
    values.push_back(value);
  };
  for (const ConnectionParameter& parameter : options.parameters) {
    add(parameter.keyword.c_str(), parameter.value.c_str());
  }
  if (!password.empty()) add("password", password.c_str());
  add("fallback_application_name", "pgsettle");
  add("client_encoding", "UTF8");
  add(nullptr, nullptr);
  return ConnectionHandle(PQconnectdbParams(keywords.data(), values.data(), 1));
}

}  // namespace

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::~Connection() = default;

std::unique_ptr<Connection> Connection::open(const ConnectOptions& options) {
  std::string password;
  if (options.always_password && options.ask_password)
    password = options.ask_password("Password: ");
  ConnectionHandle handle = try_connect(options, password);
  const bool ask = PQstatus(handle.get()) != CONNECTION_OK &&
                   PQconnectionNeedsPassword(handle.get()) != 0 && password.empty() &&
                   !options.never_password && options.ask_password;
  if (ask) {
    password = options.ask_password(fmt::format("Password for user {}: ", PQuser(handle.get())));
    handle = try_connect(options, password);
  }
  if (PQstatus(handle.get()) != CONNECTION_OK) {
    throw Error(ErrorCode::connection, redact_connection(trim(PQerrorMessage(handle.get()))),
                "Say where the server is with -d, -h, -p and -U as for psql, or with DATABASE_URL; "
                "--throwaway starts one.");
  }
  return std::unique_ptr<Connection>(
      new Connection(std::make_unique<Impl>(std::move(handle), options.idle)));
}

const ConnectedTo& Connection::connected_to() const { return impl_->connected_to(); }
void Connection::send(std::string_view sql, Results results) { impl_->send(sql, results); }
void Connection::request_flush() { impl_->request_flush(); }
void Connection::sync() { impl_->sync(); }
std::size_t Connection::pending() const { return impl_->pending(); }
std::optional<Answer> Connection::poll() { return impl_->poll(); }
Answer Connection::wait() { return impl_->wait(); }
Answer Connection::copy_in(std::string_view sql, std::string_view rows) {
  return impl_->copy_in(sql, rows);
}
Answer Connection::copy_out(std::string_view sql) { return impl_->copy_out(sql); }
void Connection::cancel() { impl_->cancel(); }
bool Connection::ended_by_server() const { return impl_->ended_by_server(); }
int Connection::server_major_version() const { return impl_->server_version() / 10000; }

std::string libpq_version() {
  const int version = PQlibVersion();
  return fmt::format("{}.{}", version / 10000, version % 10000);
}

}  // namespace pgsettle
