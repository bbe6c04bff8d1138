// Opens a connection and speaks to the server through libpq. libpq-fe.h is included only in the
// .cc files of this folder.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/connection_parameters.h"
#include "db/session.h"

namespace pgsettle {

// Where a session is connected to; holds no secret.
struct ConnectedTo {
  std::string host;  // a directory for a Unix socket
  std::string port;
  std::string database;
  std::string user;
  std::string server_version;
};

struct ConnectOptions {
  std::vector<ConnectionParameter> parameters;
  bool never_password = false;
  bool always_password = false;
  // Asks a person for the password; absent: nobody can be asked.
  std::function<std::string(const std::string& prompt)> ask_password = {};
  // Called about ten times a second while waiting for the server.
  std::function<void()> idle = {};
  // Says when a request to cancel is to be repeated.
  std::function<Clock::TimePoint()> now = [] { return RealClock().now(); };
};

class Connection : public Session {
 public:
  // Throws Error{connection} with libpq's words, passwords removed. Waits as long as libpq does:
  // `connect_timeout` among the parameters ends it.
  static std::unique_ptr<Connection> open(const ConnectOptions& options);

  ~Connection() override;

  const ConnectedTo& connected_to() const;

  void send(std::string_view sql, Results results) override;
  void send_alone(std::string_view sql, Results results) override;
  void request_flush() override;
  void sync() override;
  std::size_t pending() const override;
  std::optional<Answer> poll() override;
  Answer wait() override;
  Answer copy_in(std::string_view sql, std::string_view rows) override;
  Answer copy_out(std::string_view sql) override;
  void cancel() override;
  void renew(const std::function<void(Session& fresh)>& hand_over) override;
  bool ended_by_server() const override;
  int server_major_version() const override;
  int process_id() const override;

 private:
  class Impl;
  Connection(std::unique_ptr<Impl> impl, ConnectOptions options);
  std::unique_ptr<Impl> impl_;
  ConnectOptions options_;  // with the password, also one that was asked for
};

// The version of the libpq in use, e.g. "15.20".
std::string libpq_version();

}  // namespace pgsettle
