// GRANT and REVOKE on tables, views, sequences, routines, schemas and types.
#include "settle/privileges.h"

#include <set>
#include <string>
#include <vector>

#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  const auto* grant = action.as<GrantDetails>();
  return (action.verb == Verb::grant || action.verb == Verb::revoke) && grant != nullptr &&
         !grant->default_privileges && !grant->all_in_schema;
}

Proof prove(const Subject& subject) {
  const CatalogObject* object = subject.find();
  if (object == nullptr) return unknown();
  const std::vector<std::string>& now = object->list("acl");
  const auto then = privileges_after(subject, {now.begin(), now.end()});
  if (!then) return unknown();
  const bool equal = *then == std::set<std::string>(now.begin(), now.end());
  if (subject.action.verb == Verb::grant)
    return equal ? settled("granted already") : pending("not granted yet");
  return equal ? settled("not granted") : pending("is granted");
}

}  // namespace

extern const Prover privileges{.id = "privileges", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
