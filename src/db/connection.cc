#include "db/connection.h"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/connection_impl.h"

namespace pgsettle {
namespace {

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

std::string value(const char* text) { return text == nullptr ? "" : text; }

}  // namespace

Connection::Impl::Impl(ConnectionHandle handle, const ConnectOptions& options)
    : handle_(std::move(handle)), idle_(options.idle), now_(options.now) {
  PQsetnonblocking(handle_.get(), 1);
  PQsetNoticeReceiver(handle_.get(), take_notice, this);
  connected_to_ = {.host = value(PQhost(handle_.get())),
                   .port = value(PQport(handle_.get())),
                   .database = value(PQdb(handle_.get())),
                   .user = value(PQuser(handle_.get())),
                   .server_version = value(PQparameterStatus(handle_.get(), "server_version"))};
}

void Connection::Impl::take_notice(void* self, const PGresult* result) {
  Impl& impl = *static_cast<Impl*>(self);
  ServerMessage message = server_message(result);
  // When nothing is asked of it, a server's last words come as a notice.
  if (message.is_lost_connection()) return impl.end_by_server(message);
  // Once a statement's result is here, what follows belongs to the next one.
  const std::size_t owner = impl.answered_ ? 1 : 0;
  auto& notices =
      owner < impl.in_flight_.size() ? impl.in_flight_[owner].notices : impl.simple_notices_;
  notices.push_back(std::move(message));
}

Answer Connection::Impl::make_answer(PGresult* result, Results results) {
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

void Connection::Impl::cancel() {
  last_cancel_ = now_();
  const std::unique_ptr<PGcancel, Deleter<PQfreeCancel>> handle(PQgetCancel(handle_.get()));
  std::array<char, 256> problem;
  if (handle) PQcancel(handle.get(), problem.data(), static_cast<int>(problem.size()));
}

// A cancel request that arrives between two statements is lost, so it is repeated.
void Connection::Impl::cancel_again() {
  if (!last_cancel_ || now_() - *last_cancel_ > std::chrono::milliseconds(300)) cancel();
}

void Connection::Impl::lose(std::string_view reason) {
  if (!lost_) lost_ = std::string(trim(reason));
}

// What the server says of it is worth more than what libpq noticed.
void Connection::Impl::end_by_server(const ServerMessage& message) {
  ended_by_server_ = true;
  lost_ = message.message;
}

void Connection::Impl::throw_if_lost() const {
  if (!lost_) return;
  throw Error(ErrorCode::connection, fmt::format("connection lost: {}", redact_connection(*lost_)));
}

short Connection::Impl::wait_for_socket(int events) {
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

bool is_malformed(const std::string& connection) {
  char* problem = nullptr;
  const std::unique_ptr<PQconninfoOption, Deleter<PQconninfoFree>> parsed(
      PQconninfoParse(connection.c_str(), &problem));
  PQfreemem(problem);
  return parsed == nullptr;
}

// libpq quotes what it cannot read or resolve, which may be a part of the password.
std::string failure_message(const ConnectOptions& options, std::string_view message) {
  std::string text(trim(message));
  for (const ConnectionParameter& parameter : options.parameters) {
    const bool string = parameter.value.find('=') != std::string::npos ||
                        parameter.value.find("://") != std::string::npos;
    text = redact_about(text, parameter.value, string && is_malformed(parameter.value));
  }
  return text;
}

}  // namespace

Connection::Connection(std::unique_ptr<Impl> impl, ConnectOptions options)
    : impl_(std::move(impl)), options_(std::move(options)) {}
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
    throw Error(ErrorCode::connection, failure_message(options, PQerrorMessage(handle.get())),
                "Say where the server is with -d, -h, -p and -U as for psql, or with DATABASE_URL; "
                "--throwaway starts one.");
  }
  ConnectOptions again = options;
  if (!password.empty()) again.parameters.push_back({.keyword = "password", .value = password});
  again.always_password = false;
  return std::unique_ptr<Connection>(
      new Connection(std::make_unique<Impl>(std::move(handle), options), std::move(again)));
}

void Connection::renew(const std::function<void(Session& fresh)>& hand_over) {
  const std::unique_ptr<Connection> fresh = open(options_);
  hand_over(*fresh);
  impl_ = std::move(fresh->impl_);
}

const ConnectedTo& Connection::connected_to() const { return impl_->connected_to(); }
void Connection::send(std::string_view sql, Results results) { impl_->send(sql, results); }
void Connection::send_alone(std::string_view sql, Results results) {
  impl_->send_alone(sql, results);
}
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
int Connection::process_id() const { return impl_->process_id(); }

int Connection::server_major_version() const { return impl_->server_version() / 10000; }

std::string libpq_version() {
  const int version = PQlibVersion();
  return fmt::format("{}.{}", version / 10000, version % 10000);
}

}  // namespace pgsettle
