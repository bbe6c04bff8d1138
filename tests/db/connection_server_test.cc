#include <fmt/format.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "base/error.h"
#include "base/interrupt.h"
#include "db/connection.h"
#include "support/test_database.h"

namespace pgsettle {
namespace {

std::string loss(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(entry(error.code()).name) + ": " + error.message();
  }
  return "none";
}

std::string backend(Session& session) { return ask(session, "SELECT pg_backend_pid()"); }

TEST(Connection, KnowsWhereItIs) {
  const TestDatabase database;
  const auto session = connect(database.url() + "&application_name=");
  const ConnectedTo& to = session->connected_to();
  EXPECT_EQ(to.host, test_cluster().directory());
  EXPECT_EQ(to.port, "5432");
  EXPECT_EQ(to.user, "postgres");
  EXPECT_EQ(to.database, ask(*session, "SELECT current_database()"));
  EXPECT_EQ(to.server_version, ask(*session, "SHOW server_version"));
  EXPECT_EQ(session->server_major_version(), std::stoi(to.server_version));
  EXPECT_EQ(ask(*connect(database.url()), "SHOW application_name"), "pgsettle");
  EXPECT_EQ(ask(*connect(database.url() + "&client_encoding=LATIN1"), "SHOW client_encoding"),
            "UTF8");
}

TEST(Loss, IsToldAfterTheAnswersThatStillCame) {
  TestDatabase database;
  const auto session = database.connect();
  const std::string id = backend(*session);
  session->send("SELECT 1", Results::discard);
  session->send(fmt::format("SELECT pg_terminate_backend({})", id), Results::discard);
  session->send("SELECT 2", Results::discard);
  session->sync();
  EXPECT_EQ(session->wait().command_tag, "SELECT 1");
  const std::string message = loss([&] { drain(*session); });
  EXPECT_EQ(message,
            "connection: connection lost: terminating connection due to administrator "
            "command");
  EXPECT_TRUE(session->ended_by_server());
  EXPECT_EQ(loss([&] { execute(*session, "SELECT 1"); }), message);
  EXPECT_EQ(loss([&] { session->copy_in("COPY t FROM STDIN", "x"); }), message);
}

TEST(Loss, WhileNothingIsAskedIsToldByTheServerToo) {
  TestDatabase database;
  const auto session = database.connect();
  const std::string id = backend(*session);
  database.ask(fmt::format("SELECT pg_terminate_backend({}, 5000)", id));
  EXPECT_EQ(loss([&] { execute(*session, "SELECT 1"); }),
            "connection: connection lost: terminating connection due to administrator command");
  EXPECT_TRUE(session->ended_by_server());
}

TEST(Loss, InABigBatchStillTellsWhy) {
  TestDatabase database;
  const auto session = database.connect();
  const std::string id = backend(*session);
  database.ask(fmt::format("SELECT pg_terminate_backend({}, 5000)", id));
  for (int i = 0; i < 2000; ++i) {
    session->send(fmt::format("SELECT '{}'", std::string(5000, 'x')), Results::discard);
  }
  EXPECT_EQ(loss([&] { drain(*session); }),
            "connection: connection lost: terminating connection due to administrator command");
}

TEST(Loss, DuringCopies) {
  for (const std::string_view sql :
       {"COPY (SELECT pg_sleep(0.01) FROM generate_series(1, 1000)) TO STDOUT",
        "COPY t FROM STDIN"}) {
    TestDatabase database;
    const auto session = database.connect();
    execute(*session, "CREATE TABLE t(a text)");
    const std::string id = backend(*session);
    std::thread killer([&] {
      while (database.ask(fmt::format("SELECT query LIKE 'COPY%' FROM pg_stat_activity WHERE pid = "
                                      "{}",
                                      id)) != "t") {
      }
      database.ask(fmt::format("SELECT pg_terminate_backend({})", id));
    });
    const bool out = sql.ends_with("STDOUT");
    std::string rows;
    // Takes longer than the killer.
    for (int i = 0; !out && i < 100'000; ++i) rows += std::string(1000, 'x') + "\n";
    const std::string message =
        loss([&] { out ? session->copy_out(sql) : session->copy_in(sql, rows); });
    killer.join();
    EXPECT_EQ(message,
              "connection: connection lost: terminating connection due to administrator command")
        << sql;
  }
}

TEST(Loss, OfASessionThatIsIdleInATransaction) {
  const TestDatabase database;
  const auto session = database.connect();
  execute(*session, "SET idle_in_transaction_session_timeout = 100");
  session->send("BEGIN", Results::discard);
  session->sync();
  session->wait();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const std::string message = loss([&] { execute(*session, "SELECT 1"); });
  EXPECT_NE(message.find("idle-in-transaction timeout"), std::string::npos) << message;
}

// Servers of their own: one backend that dies so takes all others with it.
TEST(Loss, WithoutAWord) {
  const std::vector<std::function<void(Connection&)>> actions = {
      [](Connection& session) { execute(session, "SELECT pg_sleep(30)"); },
      [](Connection& session) {
        session.copy_out("COPY (SELECT pg_sleep(0.1) FROM generate_series(1, 300)) TO STDOUT");
      },
      [](Connection& session) {
        execute(session, "CREATE TEMP TABLE t(a text)");
        session.copy_in("COPY t FROM STDIN", std::string(std::size_t{50} << 20U, '\n'));
        execute(session, "SELECT pg_sleep(30)");
      },
      [](Connection& session) {
        for (;;) {
          session.send(fmt::format("SELECT '{}'", std::string(5000, 'x')), Results::discard);
          if (session.pending() > 1000) session.wait();
        }
      }};
  for (const auto& action : actions) {
    const Cluster cluster = Cluster::start();
    const auto session = connect(cluster.url());
    const int id = std::stoi(backend(*session));
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      ::kill(id, SIGKILL);
    });
    EXPECT_EQ(loss([&] { action(*session); }).find("connection: connection lost: "), 0U);
    EXPECT_FALSE(session->ended_by_server());
    killer.join();
  }
}

TEST(Error, OfAFunctionThatNamesAShutdownIsNone) {
  const TestDatabase database;
  const auto session = database.connect();
  session->send("DO $$begin raise exception using errcode = '57P01'; end$$", Results::discard);
  session->sync();
  EXPECT_EQ(drain(*session), "57P01");
  EXPECT_EQ(ask(*session, "SELECT 1"), "1");
}

TEST(Cancel, IsRepeatedUntilItHits) {
  interrupt::install();
  const TestDatabase database;
  const auto session = database.connect();
  session->send("SELECT pg_sleep(30)", Results::discard);
  session->send("SELECT 1", Results::discard);
  session->sync();
  std::thread stopper([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::raise(SIGINT);
  });
  EXPECT_EQ(drain(*session), "57014, skipped");
  stopper.join();
  interrupt::reset();
  EXPECT_EQ(ask(*session, "SELECT 1"), "1");
}

TEST(Cancel, StopsCopies) {
  interrupt::install();
  const TestDatabase database;
  const auto session = database.connect();
  std::thread stopper([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::raise(SIGINT);
  });
  const Answer answer =
      session->copy_out("COPY (SELECT pg_sleep(0.1) FROM generate_series(1, 1000)) TO STDOUT");
  EXPECT_EQ(answer.error->sqlstate, "57014");
  stopper.join();
  interrupt::reset();
}

TEST(Idle, IsToldWhileItWaits) {
  const TestDatabase database;
  int calls = 0;
  const auto session = Connection::open(
      {.parameters = {{.keyword = "dbname", .value = database.url()}}, .idle = [&] { ++calls; }});
  ask(*session, "SELECT pg_sleep(0.5)");
  EXPECT_GE(calls, 1);
  EXPECT_LE(calls, 6);
}

}  // namespace
}  // namespace pgsettle
