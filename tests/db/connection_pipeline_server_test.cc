#include <fmt/format.h>
#include <gtest/gtest.h>

#include "db/connection.h"
#include "support/test_database.h"

namespace pgsettle {
namespace {

TEST(Pipeline, AnswersInTheOrderOfSending) {
  const TestDatabase database;
  const auto session = database.connect();
  session->send("CREATE TABLE t(a int)", Results::discard);
  session->send("INSERT INTO t SELECT generate_series(1, 3)", Results::discard);
  session->send("SELECT a, NULL FROM t ORDER BY a", Results::keep);
  session->send("SELECT a FROM t", Results::discard);
  session->send("-- nothing", Results::keep);
  EXPECT_EQ(session->pending(), 5U);
  EXPECT_FALSE(session->poll());
  session->sync();
  EXPECT_EQ(session->wait().command_tag, "CREATE TABLE");
  const Answer insert = session->wait();
  EXPECT_EQ(insert.command_tag, "INSERT 0 3");
  EXPECT_EQ(insert.rows, 3);
  const Answer kept = session->wait();
  EXPECT_EQ(kept.column_names, (std::vector<std::string>{"a", "?column?"}));
  ASSERT_EQ(kept.result.size(), 3U);
  EXPECT_EQ(kept.result[2], (ResultRow{"3", std::nullopt}));
  EXPECT_TRUE(session->wait().result.empty());
  EXPECT_EQ(session->wait().status, AnswerStatus::done);
  EXPECT_EQ(session->pending(), 0U);
}

TEST(Pipeline, SkipsFromAnErrorToTheNextSync) {
  const TestDatabase database;
  const auto session = database.connect();
  for (const char* const sql :
       {"BEGIN", "CREATE TABLE a()", "CREATE TABLE a()", "CREATE TABLE b()", "COMMIT"}) {
    session->send(sql, Results::discard);
  }
  session->sync();
  session->send("ROLLBACK", Results::discard);
  session->send("SELECT to_regclass('a')", Results::keep);
  session->sync();
  EXPECT_EQ(drain(*session), "BEGIN, CREATE TABLE, 42P07, skipped, skipped, ROLLBACK, SELECT 1");
}

TEST(Pipeline, PointsAtTheCharacterInTheStatement) {
  const TestDatabase database;
  const auto session = database.connect();
  session->send("SELECT 1", Results::discard);
  session->send("SELECT 'ä€😀', nonsense", Results::discard);
  session->sync();
  session->wait();
  const Answer answer = session->wait();
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->position, 15U);
  EXPECT_EQ(answer.error->severity, "ERROR");
}

TEST(Pipeline, GivesNoticesToTheirStatement) {
  const TestDatabase database;
  const auto session = database.connect();
  const auto raise = [&](const char* text) {
    session->send(fmt::format("DO $$begin raise notice '{}'; end$$", text), Results::discard);
  };
  raise("one");
  session->send("SELECT 1", Results::discard);
  raise("two");
  raise("three");
  session->send("DO $$begin raise notice 'four'; perform 1/0; end$$", Results::discard);
  raise("five");
  session->sync();
  EXPECT_EQ(drain(*session), "DO[one], SELECT 1, DO[two], DO[three], 22012[four], skipped");
}

TEST(Pipeline, HasAnAnswerWithoutASync) {
  const TestDatabase database;
  const auto session = database.connect();
  session->send("SELECT 1", Results::discard);
  EXPECT_EQ(session->wait().command_tag, "SELECT 1");
  session->send("SELECT 1", Results::discard);
  session->request_flush();
  EXPECT_EQ(session->wait().command_tag, "SELECT 1");
}

TEST(Alone, CommitsByItself) {
  const TestDatabase database;
  const auto session = database.connect();
  session->send_alone("CREATE TABLE t(a int)", Results::discard);
  session->send_alone("VACUUM t", Results::discard);
  session->send_alone("CREATE INDEX CONCURRENTLY i ON t(a)", Results::discard);
  session->send_alone("DO 'begin insert into t values (1); commit; perform 1/0; end'",
                      Results::discard);
  session->send_alone("SELECT count(*) FROM t", Results::keep);
  EXPECT_EQ(drain(*session), "CREATE TABLE, VACUUM, CREATE INDEX, 22012, SELECT 1");
  EXPECT_EQ(ask(*session, "SELECT count(*) FROM t"), "1");
}

TEST(Alone, FailsWhenItsCommitDoes) {
  const TestDatabase database;
  const auto session = database.connect();
  execute(*session, "CREATE TABLE t(a int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)");
  for (int round = 0; round < 2; ++round) {
    session->send_alone("INSERT INTO t VALUES (1), (1)", Results::discard);
    session->send_alone("INSERT INTO t VALUES (2) RETURNING a", Results::keep);
    EXPECT_EQ(drain(*session), round == 0 ? "23505, INSERT 0 1" : "23505, 23505");
    EXPECT_EQ(session->pending(), 0U);
  }
  EXPECT_EQ(ask(*session, "SELECT a FROM t"), "2");
}

TEST(Alone, HearsTheNoticesOfItsCommit) {
  TestDatabase database;
  const auto session = database.connect();
  database.execute("CREATE TABLE t(a int)");
  database.execute(
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$begin raise notice 'late'; "
      "return null; end$$");
  database.execute(
      "CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
      "EXECUTE FUNCTION f()");
  session->send_alone("INSERT INTO t VALUES (1)", Results::discard);
  session->send_alone("SELECT 1", Results::discard);
  EXPECT_EQ(drain(*session), "INSERT 0 1[late], SELECT 1");
}

TEST(BigTraffic, OneStatementOf20Megabytes) {
  const TestDatabase database;
  const auto session = database.connect();
  const std::string big(20'000'000, 'x');
  session->send("SELECT 1", Results::discard);
  session->send(fmt::format("SELECT '{}', length('{}')", big, big), Results::keep);
  session->send("SELECT 2", Results::discard);
  session->sync();
  EXPECT_EQ(session->wait().command_tag, "SELECT 1");
  const Answer answer = session->wait();
  ASSERT_EQ(answer.result.size(), 1U);
  EXPECT_TRUE(answer.result[0][0] == big);
  EXPECT_EQ(answer.result[0][1], "20000000");
  EXPECT_EQ(session->wait().command_tag, "SELECT 1");
}

// Both sides' socket buffers are full all the time: only who reads while it writes gets through.
TEST(BigTraffic, ManyStatementsWithLargeAnswersAndNotices) {
  const TestDatabase database;
  const auto session = database.connect();
  const std::string filler(2000, 'x');
  constexpr std::size_t count = 10'000;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 2 == 0) {
      session->send(fmt::format("SELECT '{0}' || '{0}', {1}", filler, i), Results::keep);
    } else {
      session->send(fmt::format("DO $$begin raise notice '%', '{} {}'; end$$", filler, i),
                    Results::discard);
    }
    while (const auto answer = session->poll()) ++taken;
  }
  session->sync();
  const std::size_t left = session->pending();
  for (std::size_t i = taken; i < count; ++i) {
    const Answer answer = session->wait();
    ASSERT_FALSE(answer.error);
    if (i % 2 == 0) {
      ASSERT_EQ(answer.result.at(0).at(1), std::to_string(i));
    } else {
      ASSERT_EQ(answer.notices.size(), 1U);
      ASSERT_TRUE(answer.notices[0].message.ends_with(" " + std::to_string(i)));
    }
  }
  EXPECT_EQ(left, count - taken);
  EXPECT_EQ(session->pending(), 0U);
}

}  // namespace
}  // namespace pgsettle
