// CREATE of what the catalog can write out again: routines, triggers, policies, rules, views,
// indexes, constraints.
#include "settle/definition.h"

#include "settle/loss.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return action.verb == Verb::create && !action.if_not_exists && is_replaceable(action.kind);
}

}  // namespace

extern const Prover definition{
    .id = "definition", .claims = claims, .prove = prove_definition, .reads_definition = true};

}  // namespace pgsettle::provers
