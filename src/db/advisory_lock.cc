#include "db/advisory_lock.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/interrupt.h"
#include "db/query.h"

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

void hand_over_advisory_lock(Session& holder, Session& heir, Clock& clock) {
  query(heir, "SET lock_timeout = 0");
  query(heir, "SET statement_timeout = 0");
  heir.send(fmt::format("SELECT pg_catalog.pg_advisory_lock({})", key));
  heir.sync();
  const std::string waits = fmt::format(
      "SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND NOT granted AND pid = {}",
      heir.process_id());
  // A server that is too busy to queue it within a second hands it over all the same.
  for (int i = 0; i < 200 && query(holder, waits).empty(); ++i) clock.sleep(Milliseconds(5));
  query(holder, fmt::format("SELECT pg_catalog.pg_advisory_unlock({})", key));
  while (heir.pending() > 0) {
    const Answer answer = heir.wait();
    if (answer.error) throw Error(ErrorCode::statement_failed, answer.error->message);
  }
  query(heir, "RESET lock_timeout");
  query(heir, "RESET statement_timeout");
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
