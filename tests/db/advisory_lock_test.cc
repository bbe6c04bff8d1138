#include "db/advisory_lock.h"

#include <gtest/gtest.h>

#include <csignal>

#include "base/error.h"
#include "base/interrupt.h"
#include "support/fake_clock.h"
#include "support/scripted_session.h"

namespace pgsettle {
namespace {

const std::string_view asks = "pg_try_advisory_lock";

struct Taking {
  bool take(Milliseconds longest) {
    taken = take_advisory_lock(session, clock, longest, [this] { ++waits; });
    return taken != LockTaken::no;
  }
  std::string error(Milliseconds longest) {
    try {
      take(longest);
    } catch (const Error& error) {
      return std::string(entry(error.code()).name);
    }
    return "none";
  }
  void refuse(int times) { session.answer(asks, table({"x"}, {{"f"}}), times); }

  ScriptedSession session;
  FakeClock clock;
  int waits = 0;
  LockTaken taken = LockTaken::no;
};

TEST(AdvisoryLock, IsTakenAtOnceWhenFree) {
  Taking taking;
  EXPECT_TRUE(taking.take(Milliseconds(0)));
  EXPECT_EQ(taking.session.sent.size(), 1U);
  EXPECT_EQ(taking.waits, 0);
  EXPECT_TRUE(taking.clock.slept.empty());
}

// The process that answers is not the one that the session was told of.
TEST(AdvisoryLock, PoolerIsNoticed) {
  Taking direct;
  direct.session.answer(asks, table({"x", "y"}, {{"t", "77"}}));
  EXPECT_TRUE(direct.take(Milliseconds(0)));
  EXPECT_EQ(direct.taken, LockTaken::yes);
  Taking pooled;
  pooled.session.answer(asks, table({"x", "y"}, {{"t", "78"}}));
  EXPECT_TRUE(pooled.take(Milliseconds(0)));
  EXPECT_EQ(pooled.taken, LockTaken::through_pooler);
  release_advisory_lock(pooled.session);
  EXPECT_EQ(pooled.session.sent.back(),
            "SELECT pg_catalog.pg_advisory_unlock(8099569334431804517)");
}

TEST(AdvisoryLock, IsPolledMoreAndMoreSeldom) {
  Taking taking;
  taking.refuse(6);
  EXPECT_TRUE(taking.take(std::chrono::seconds(60)));
  EXPECT_EQ(taking.clock.slept,
            (std::vector<Milliseconds>{Milliseconds(50), Milliseconds(100), Milliseconds(200),
                                       Milliseconds(400), Milliseconds(500), Milliseconds(500)}));
  EXPECT_EQ(taking.waits, 1);
}

TEST(AdvisoryLock, IsGivenUpAtTheDeadline) {
  Taking taking;
  taking.refuse(ScriptedSession::always);
  const auto start = taking.clock.now();
  EXPECT_FALSE(taking.take(Milliseconds(200)));
  EXPECT_EQ(taking.clock.now() - start, Milliseconds(200));
  EXPECT_EQ(taking.clock.slept.back(), Milliseconds(50));  // not a moment longer
}

TEST(AdvisoryLock, IsTriedOnceWithoutTime) {
  Taking taking;
  taking.refuse(ScriptedSession::always);
  EXPECT_FALSE(taking.take(Milliseconds(0)));
  EXPECT_EQ(taking.session.sent.size(), 1U);
  EXPECT_EQ(taking.waits, 0);
}

TEST(AdvisoryLock, PassesErrorsOn) {
  Taking refused;
  refused.session.answer(asks, failed("42501"));
  EXPECT_EQ(refused.error(Milliseconds(0)), "statement_failed");
  Taking lost;
  lost.session.break_at(asks);
  EXPECT_EQ(lost.error(Milliseconds(0)), "connection");
}

TEST(AdvisoryLock, IsNoLongerWaitedForWhenInterrupted) {
  interrupt::install();
  Taking waiting;
  waiting.session.when(asks, [] { std::raise(SIGTERM); });
  waiting.refuse(ScriptedSession::always);
  EXPECT_EQ(waiting.error(std::chrono::seconds(60)), "terminated");
  EXPECT_EQ(waiting.session.sent.size(), 1U);
  interrupt::reset();

  Taking cancelled;
  cancelled.session.when(asks, [] { std::raise(SIGINT); });
  cancelled.session.answer(asks, failed("57014"));
  EXPECT_EQ(cancelled.error(std::chrono::seconds(60)), "interrupted");
  interrupt::reset();
}

}  // namespace
}  // namespace pgsettle
