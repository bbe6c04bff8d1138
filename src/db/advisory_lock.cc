#include "db/advisory_lock.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/interrupt.h"

namespace pgsettle {
namespace {

// "pgsettle" in ASCII; the lock is per database by itself.
constexpr std::int64_t key = 0x7067'7365'7474'6c65;

LockTaken try_lock(Session& session) {
  session.send(
      fmt::format("SELECT pg_catalog.pg_try_advisory_lock({}), pg_catalog.pg_backend_pid()", key),
      Results::keep);
  session.sync();
  const Answer answer = session.wait();
  if (answer.error) {
    // The signal has cancelled the query.
    if (const auto stop = interrupt::requested()) throw Error(*stop, "interrupted");
    throw Error(ErrorCode::statement_failed, answer.error->message, answer.error->hint);
  }
  const ResultRow& row = answer.result.at(0);
  if (row.at(0) != "t") return LockTaken::no;
  const bool same = row.size() < 2 || row[1].value_or("") == std::to_string(session.process_id());
  return same ? LockTaken::yes : LockTaken::through_pooler;
}

}  // namespace

LockTaken take_advisory_lock(Session& session, Clock& clock, Milliseconds longest,
                             const std::function<void()>& waiting) {
  const auto start = clock.now();
  auto pause = Milliseconds(50);
  for (bool first = true;; first = false) {
    const LockTaken taken = try_lock(session);
    if (taken != LockTaken::no) return taken;
    if (const auto stop = interrupt::requested()) throw Error(*stop, "interrupted");
    if (clock.now() - start >= longest) return LockTaken::no;
    if (first) waiting();
    clock.sleep(
        std::min(pause, std::chrono::duration_cast<Milliseconds>(start + longest - clock.now())));
    pause = std::min(pause * 2, Milliseconds(500));
  }
}

void release_advisory_lock(Session& session) noexcept {
  try {
    session.send("RESET lock_timeout");
    session.send("RESET statement_timeout");
    session.send(fmt::format("SELECT pg_catalog.pg_advisory_unlock({})", key));
    session.sync();
    while (session.pending() > 0) session.wait();
  } catch (const std::exception&) {  // the connection is gone, and with it the lock
  }
}

}  // namespace pgsettle
