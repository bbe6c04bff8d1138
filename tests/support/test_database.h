// A database of its own for one test, and runs of the applier on it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "db/connection.h"
#include "support/apply_bench.h"
#include "support/test_server.h"

namespace pgsettle {

std::unique_ptr<Connection> connect(const std::string& url);

// The answer to one statement, committed.
Answer execute(Session& session, std::string_view sql);
// The result of a query, "a,b" a row, rows separated by a space; the message of an error.
std::string ask(Session& session, std::string_view sql);

// Waits for all that is pending: a word an answer, SQLSTATEs for errors, notices in brackets.
std::string drain(Session& session);

class TestDatabase {
 public:
  TestDatabase() : url_(fresh_database_url()), session_(pgsettle::connect(url_)) {}

  const std::string& url() const { return url_; }
  std::unique_ptr<Connection> connect() const { return pgsettle::connect(url_); }
  // On a session of the test's own.
  std::string ask(std::string_view sql) { return pgsettle::ask(*session_, sql); }
  Answer execute(std::string_view sql) { return pgsettle::execute(*session_, sql); }

 private:
  std::string url_;
  std::unique_ptr<Connection> session_;
};

// A run on a real server; `database` is also what to look at it with.
struct ServerRun {
  ServerRun() : ServerRun(std::string()) {}
  // `parameters` are appended to the URL, e.g. "&options=-c%20x.y%3D1".
  explicit ServerRun(const std::string& parameters)
      : connection(connect(database.url() + parameters)) {}

  TestDatabase database;
  std::unique_ptr<Connection> connection;
  RealClock clock;
  ApplyBench bench{*connection, clock};
};

}  // namespace pgsettle
