#include "db/advisory_lock.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/interrupt.h"

namespace pgsettle {
namespace {

// "pgsettle" in ASCII; the lock is per database by itself.
constexpr std::int64_t key = 0x7067'7365'7474'6c65;

bool try_lock(Session& session) {
  session.send(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", key), Results::keep);
  session.sync();
  const Answer answer = session.wait();
  if (answer.error) {
    // The signal has cancelled the query.
    if (const auto stop = interrupt::requested()) throw Error(*stop, "interrupted");
    throw Error(ErrorCode::statement_failed, answer.error->message, answer.error->hint);
  }
  return answer.result.at(0).at(0) == "t";
}

}  // namespace

bool take_advisory_lock(Session& session, Clock& clock, Milliseconds longest,
                        const std::function<void()>& waiting) {
  const auto start = clock.now();
  auto pause = Milliseconds(50);
  for (bool first = true; !try_lock(session); first = false) {
    if (const auto stop = interrupt::requested()) throw Error(*stop, "interrupted");
    if (clock.now() - start >= longest) return false;
    if (first) waiting();
    clock.sleep(
        std::min(pause, std::chrono::duration_cast<Milliseconds>(start + longest - clock.now())));
    pause = std::min(pause * 2, Milliseconds(500));
  }
  return true;
}

}  // namespace pgsettle
