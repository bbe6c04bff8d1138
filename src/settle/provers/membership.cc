// GRANT and REVOKE of roles.
#include <algorithm>

#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return (action.verb == Verb::grant || action.verb == Verb::revoke) &&
         action.kind == ObjectKind::role && action.as<GrantDetails>() != nullptr;
}

bool has(const std::vector<std::string>& list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

Proof prove(const PlacedAction& subject) {
  const auto* details = subject.action.as<GrantDetails>();
  const bool grants = subject.action.verb == Verb::grant;
  if (details->granted_by || !subject.names.is_first_role()) return unknown();
  for (const std::string& grantee : details->grantees) {
    const CatalogObject* member = subject.facts.role(grantee);
    if (member == nullptr) return unknown();
    for (const Privilege& role : details->privileges) {
      if (subject.facts.role(role.name) == nullptr) return unknown();
      const auto& list =
          grants ? member->as<catalog::Role>().granted : member->as<catalog::Role>().member_of;
      const bool passes_on = has(list, role.name + "*");
      const bool plain = has(list, role.name);
      if (grants && !passes_on && (!plain || details->with_option)) {
        return would_change("not granted yet");
      }
      if (!grants && (passes_on || (plain && !details->option_only)))
        return would_change("is granted");
    }
  }
  return same(grants ? "granted already" : "not granted");
}

}  // namespace

extern const Prover membership{.id = "membership", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
