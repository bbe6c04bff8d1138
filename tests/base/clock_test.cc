#include "base/clock.h"

#include <gtest/gtest.h>

#include <csignal>

#include "base/interrupt.h"

namespace pgsettle {
namespace {

// Far longer than a test may take.
constexpr Milliseconds forever = std::chrono::hours(1);

TEST(RealClock, Advances) {
  RealClock clock;
  const Clock::TimePoint before = clock.now();
  clock.sleep(Milliseconds(2));
  EXPECT_GE(clock.now() - before, Milliseconds(1));
}

TEST(RealClock, DoesNotSleepForATimeThatHasPassed) {
  RealClock clock;
  const Clock::TimePoint before = clock.now();
  clock.sleep(Milliseconds(0));
  clock.sleep(Milliseconds(-5));
  clock.sleep(Milliseconds::min());
  EXPECT_LT(clock.now() - before, forever);
}

TEST(RealClock, WakesUpWhenAskedToStop) {
  interrupt::install();
  std::raise(SIGTERM);
  EXPECT_EQ(interrupt::requested(), ErrorCode::terminated);
  RealClock clock;
  const Clock::TimePoint before = clock.now();
  clock.sleep(forever);
  clock.sleep(Milliseconds::max());  // the request stays
  EXPECT_LT(clock.now() - before, forever);
  interrupt::reset();
  EXPECT_EQ(interrupt::requested(), std::nullopt);
}

}  // namespace
}  // namespace pgsettle
