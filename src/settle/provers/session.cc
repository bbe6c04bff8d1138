// SET, BEGIN and the like: nothing for the database; they are sent with what they are for.
#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return action.verb == Verb::session || action.verb == Verb::control;
}

Proof prove(const PlacedAction& /*subject*/) { return would_skip("changes only the session"); }

}  // namespace

extern const Prover session{.id = "session", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
