// GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.
#include "settle/privileges.h"

#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return (action.verb == Verb::grant || action.verb == Verb::revoke) &&
         action.kind != ObjectKind::role && action.as<GrantDetails>() != nullptr;
}

Proof prove(const PlacedAction& subject) {
  const auto now = privileges_before(subject);
  if (!now) return unknown();
  const auto then = privileges_after(subject, *now);
  if (!then) return unknown();
  if (subject.action.verb == Verb::grant)
    return *then == *now ? same("granted already") : would_change("not granted yet");
  return *then == *now ? same("not granted") : would_change("is granted");
}

}  // namespace

extern const Prover privileges{.id = "privileges", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
