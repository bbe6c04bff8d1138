// Time that passes only when told to.
#pragma once

#include <vector>

#include "base/clock.h"

namespace pgsettle {

class FakeClock : public Clock {
 public:
  TimePoint now() const override { return now_; }
  void sleep(Milliseconds duration) override {
    now_ += duration;
    slept.push_back(duration);
  }
  void advance(Milliseconds duration) { now_ += duration; }

  std::vector<Milliseconds> slept;

 private:
  TimePoint now_;
};

}  // namespace pgsettle
