// The lock that lets one pgsettle at a time work on a database. It belongs to the session and ends
// with it.
#pragma once

#include <functional>

#include "base/clock.h"
#include "db/session.h"

namespace pgsettle {

enum class LockTaken {
  no,
  yes,
  // But a connection pooler stands between (PgBouncer): where it pools transactions, what belongs
  // to a session stays on its connection to the server, with whoever gets that next.
  through_pooler,
};

// Asks with pg_try_advisory_lock until it is got or `longest` has passed, and tells which. It
// never waits inside pg_advisory_lock(): a waiter there holds a snapshot that CREATE INDEX
// CONCURRENTLY in the session ahead of it waits for, which is a deadlock. `waiting` is called once
// when the first try fails. Throws Error{connection}, and Error{interrupted} when asked to stop.
LockTaken take_advisory_lock(Session& session, Clock& clock, Milliseconds longest,
                             const std::function<void()>& waiting);

// From the session that has it to another one, such that nobody else can get it in between: `heir`
// waits in the server's queue before `holder` lets go. The wait is too short for the deadlock that
// take_advisory_lock() speaks of. Throws Error{connection} and what query() throws.
void hand_over_advisory_lock(Session& holder, Session& heir, Clock& clock);

// Gives back what a pooler would keep: the lock, lock_timeout and statement_timeout. As far as
// possible; never throws.
void release_advisory_lock(Session& session) noexcept;

}  // namespace pgsettle
