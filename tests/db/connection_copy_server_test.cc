#include <gtest/gtest.h>

#include "db/connection.h"
#include "support/test_database.h"

namespace pgsettle {
namespace {

TEST(Copy, WritesRows) {
  const TestDatabase database;
  const auto session = database.connect();
  execute(*session, "CREATE TABLE t(a int, b text)");
  const Answer answer = session->copy_in("COPY t FROM STDIN", "1\tx\n2\t\\N\n");
  EXPECT_EQ(answer.status, AnswerStatus::done);
  EXPECT_EQ(answer.rows, 2);
  EXPECT_EQ(session->copy_in("COPY t FROM STDIN CSV", "").rows, 0);
  EXPECT_EQ(ask(*session, "SELECT * FROM t ORDER BY a"), "1,x 2,NULL");
}

TEST(Copy, WritesManyRows) {
  const TestDatabase database;
  const auto session = database.connect();
  execute(*session, "CREATE TABLE t(a text)");
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += std::string(1000, 'x') + "\n";
  EXPECT_EQ(session->copy_in("COPY t FROM STDIN", rows).rows, 20'000);
}

TEST(Copy, StandsInTheMidstOfAPipeline) {
  const TestDatabase database;
  const auto session = database.connect();
  session->send("BEGIN", Results::discard);
  session->send("CREATE TABLE t(a int)", Results::discard);
  session->sync();
  EXPECT_EQ(drain(*session), "BEGIN, CREATE TABLE");
  EXPECT_EQ(session->copy_in("COPY t FROM STDIN", "7\n").rows, 1);
  session->send("SELECT a FROM t", Results::keep);
  session->send("ROLLBACK", Results::discard);
  session->sync();
  EXPECT_EQ(session->wait().result.at(0).at(0), "7");
  EXPECT_EQ(drain(*session), "ROLLBACK");
  EXPECT_EQ(ask(*session, "SELECT to_regclass('t')"), "NULL");
}

TEST(Copy, TellsWhichRowIsWrong) {
  const TestDatabase database;
  const auto session = database.connect();
  execute(*session, "CREATE TABLE t(a int)");
  std::string rows = "1\nx\n";
  for (int i = 0; i < 1'000'000; ++i) rows += "1\n";  // more than fits into the socket
  const Answer answer = session->copy_in("COPY t FROM STDIN", rows);
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->sqlstate, "22P02");
  EXPECT_NE(answer.error->context.find("line 2"), std::string::npos);
  const Answer refused = session->copy_in("COPY missing FROM STDIN", "1\n");
  EXPECT_EQ(refused.error->sqlstate, "42P01");
  EXPECT_EQ(ask(*session, "SELECT count(*) FROM t"), "0");
}

TEST(Copy, ReadsRows) {
  const TestDatabase database;
  const auto session = database.connect();
  const Answer answer =
      session->copy_out("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 20000)) TO STDOUT");
  EXPECT_EQ(answer.status, AnswerStatus::done);
  EXPECT_EQ(answer.rows, 20'000);
  const Answer failed = session->copy_out(
      "COPY (SELECT 1/(a-9999) FROM generate_series(1, "
      "100000) a) TO STDOUT");
  EXPECT_EQ(failed.error->sqlstate, "22012");
  EXPECT_EQ(ask(*session, "SELECT 1"), "1");
}

TEST(Copy, HearsNotices) {
  const TestDatabase database;
  const auto session = database.connect();
  execute(*session, "CREATE TABLE t(a int)");
  execute(*session,
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$begin raise notice 'row'; "
          "return new; end$$");
  execute(*session, "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
  EXPECT_EQ(session->copy_in("COPY t FROM STDIN", "1\n2\n").notices.size(), 2U);
  EXPECT_TRUE(session->copy_in("COPY t FROM STDIN", "").notices.empty());
}

}  // namespace
}  // namespace pgsettle
