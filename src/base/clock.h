// Time as the layers above see it, so that tests need not wait.
#pragma once

#include <chrono>

namespace pgsettle {

using Milliseconds = std::chrono::milliseconds;

class Clock {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
  // Returns early when the process is asked to stop (base/interrupt.h).
  virtual void sleep(Milliseconds duration) = 0;
};

class RealClock : public Clock {
 public:
  TimePoint now() const override;
  void sleep(Milliseconds duration) override;
};

}  // namespace pgsettle
