// To psql each file is a new session, which begins with what ALTER DATABASE ... SET and ALTER ROLE
// ... SET have stored until then. All scripts of a run share one connection; this opens another one
// in its place where a new session would begin with other settings than the old one did. RESET
// would not do: it goes back to what the old session began with, and libraries are loaded only by
// new ones.
#pragma once

#include <optional>

#include "apply/observer.h"
#include "base/clock.h"
#include "db/session.h"
#include "db/session_defaults.h"
#include "schema/script.h"

namespace pgsettle {

class SessionRenewal {
 public:
  // Both outlive this.
  SessionRenewal(Session& session, Clock& clock) : session_(session), clock_(clock) {}

  // ALTER DATABASE and ALTER ROLE, of whatever and whomever.
  static bool is_due_after(const Statement& statement);
  // Also what runs code that nobody has read.
  static bool may_be_due_after(const Statement& statement);

  // Remembers what the session has begun with, while nothing has been sent yet.
  void remember() { begun_with_ = read_session_defaults(session_); }
  // Nothing may be pending or open. Tells whether the session is a new one now; it then has the
  // advisory lock that the old one had. Throws Error{connection}, as when the server has no
  // connection to spare, and what query() throws.
  bool renew_if_due();

 private:
  Session& session_;
  Clock& clock_;
  std::optional<SessionDefaults> begun_with_;
};

}  // namespace pgsettle
