#include "apply/session_renewal.h"

#include "base/error.h"
#include "base/interrupt.h"
#include "db/advisory_lock.h"

namespace pgsettle {

bool SessionRenewal::is_due_after(const Statement& statement) {
  return statement.effect.kind == "alter_database" || statement.effect.kind == "alter_role";
}

bool SessionRenewal::may_be_due_after(const Statement& statement) {
  return is_due_after(statement) || statement.effect.nature == Nature::opaque ||
         statement.result_use == ResultUse::execute;
}

bool SessionRenewal::renew_if_due() {
  if (!begun_with_) return false;
  SessionDefaults now = read_session_defaults(session_);
  if (now == *begun_with_) return false;
  try {
    session_.renew([this](Session& fresh) { hand_over_advisory_lock(session_, fresh, clock_); });
  } catch (const Error& error) {
    if (const auto stop = interrupt::requested()) throw Error(*stop, "interrupted");
    throw Error(
        ErrorCode::connection,
        "cannot open the session that ALTER DATABASE or ALTER ROLE asks for: " + error.message(),
        error.hint());
  }
  begun_with_ = std::move(now);
  return true;
}

}  // namespace pgsettle
