#include "base/clock.h"

#include <poll.h>

#include <algorithm>
#include <limits>

#include "base/interrupt.h"

namespace pgsettle {

Clock::TimePoint RealClock::now() const { return std::chrono::steady_clock::now(); }

void RealClock::sleep(Milliseconds duration) {
  pollfd stop = {.fd = interrupt::descriptor(), .events = POLLIN, .revents = 0};
  // To poll(), a negative time is forever; to a caller whose deadline has passed it is none.
  const auto milliseconds =
      std::clamp<Milliseconds::rep>(duration.count(), 0, std::numeric_limits<int>::max());
  ::poll(&stop, 1, static_cast<int>(milliseconds));
}

}  // namespace pgsettle
